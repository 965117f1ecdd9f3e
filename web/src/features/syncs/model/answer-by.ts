export type AnswerBy = 'none' | 'tomorrow' | 'week';

const DAYS: Record<AnswerBy, number | undefined> = { none: undefined, tomorrow: 1, week: 7 };

/** The end of that day here, as the API takes it; undefined where no answer is waited for by a day. */
export function answerBy(choice: AnswerBy, now = new Date()): string | undefined {
  const days = DAYS[choice];
  if (days === undefined) return undefined;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 23, 59).toISOString();
}
