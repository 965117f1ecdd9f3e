import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
export type Fault = components['schemas']['Fault'];

/** What the server refused, with its reason in the language that was asked for. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
  get code(): string {
    return this.problem.code;
  }
  get faults(): Fault[] {
    return this.problem.errors ?? [];
  }
}

/** The problem of an answer that is not a success; answers of proxies on the way are no JSON. */
export async function apiError(response: Response, body?: unknown): Promise<ApiError> {
  let problem = body;
  if (problem === undefined) problem = await response.json().catch(() => undefined);
  if (typeof problem === 'object' && problem !== null && 'title' in problem) return new ApiError(problem as Problem);
  return new ApiError({
    type: 'about:blank',
    title: `${response.status} ${response.statusText}`,
    status: response.status,
    detail: '',
    instance: '',
    code: 'unknown',
    trace_id: response.headers.get('x-request-id') ?? '',
    retryable: response.status >= 500,
  });
}

export function isStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}
