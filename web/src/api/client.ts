import { i18n } from '@lingui/core';
import createClient from 'openapi-fetch';
import { apiError } from './errors';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** The generated client. Every call goes through `take`, which turns refusals into errors. */
export const api = createClient<paths>({ baseUrl: window.location.origin });

api.use({
  onRequest: ({ request }) => {
    request.headers.set('Accept-Language', i18n.locale);
    return request;
  },
  onResponse: ({ response }) => {
    if (response.status === 401) signedOut();
  },
});

/** The value of an answer. Throws `ApiError` where the server refused. */
export async function take<Value>(call: Promise<{ data?: Value; error?: unknown; response: Response }>): Promise<Value> {
  const { data, error, response } = await call;
  if (!response.ok) throw await apiError(response, error);
  return data as Value;
}

type Query = Record<string, string | number | boolean | null | undefined>;

interface RequestOptions {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** For paths that the generated client cannot know: those of single objects, and files. */
export async function request<Value>(method: string, path: string, options: RequestOptions = {}): Promise<Value> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as Value;
  return (await response.json()) as Value;
}

/** As `request`, with the answer as it is. */
export async function send(method: string, path: string, { query, body, headers, signal }: RequestOptions = {}): Promise<Response> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.size > 0 ? `?${search}` : '';
  const isJson = body !== undefined && !(body instanceof Blob) && !(body instanceof FormData);
  const response = await fetch(`/api/v1${path}${text}`, {
    method,
    signal,
    headers: { Accept: 'application/json', 'Accept-Language': i18n.locale, ...(isJson ? { 'Content-Type': 'application/json' } : {}), ...headers },
    body: isJson ? JSON.stringify(body) : (body as BodyInit | undefined),
  });
  if (response.status === 401 && path !== '/session') signedOut();
  if (!response.ok) throw await apiError(response);
  return response;
}

const listeners = new Set<() => void>();

function signedOut() {
  for (const listener of listeners) listener();
}

/** Calls back when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
