import { t } from '@lingui/core/macro';
import { ApiError } from '@/api/errors';

/** An error in words of the language that is shown. */
export interface ErrorWords {
  title: string;
  /** Empty where the title says it all. */
  detail: string;
  /** The number of the request, for support. */
  trace?: string;
}

/** Details of a refusal that are told; the others are marked at their fields. */
const FAULTS_SHOWN = 3;

/**
 * What went wrong, for people. The server says it in the language that was asked for; what comes from the browser (`TypeError: Failed to
 * fetch`) or from something between (a page of a proxy) says nothing to anybody, so it is said here.
 */
export function errorWords(error: unknown): ErrorWords {
  if (error instanceof ApiError) {
    const { status, code, title, detail, trace_id: trace } = error.problem;
    if (code === 'unknown') return { title: t`Rapport did not answer as expected (${status})`, detail: t`Something between this browser and the server answered instead. Try again in a moment.`, trace };
    if (code === 'forbidden') return { title, detail: t`Your role does not allow this. An administrator can change it under People and roles.`, trace };
    const faults = error.faults.map((fault) => fault.detail).filter((said) => said && said !== detail);
    return { title, detail: [detail === title ? '' : detail, ...faults.slice(0, FAULTS_SHOWN)].filter(Boolean).join(' · '), trace };
  }
  if (isLost(error)) return { title: t`Rapport does not answer`, detail: t`The connection to the server was lost. Your work is safe; try again in a moment.` };
  return { title: error instanceof Error ? error.message : String(error), detail: '' };
}

/** The same in one sentence, for remarks inside of forms and sentences. */
export function errorSentence(error: unknown): string {
  const { title, detail } = errorWords(error);
  return error instanceof ApiError && detail ? detail : title;
}

/** True when no answer came: the network failed, or the request was given up. */
function isLost(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && ['AbortError', 'TimeoutError', 'NetworkError'].includes(error.name)) || error instanceof SyntaxError;
}
