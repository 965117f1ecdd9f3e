/**
 * The development server's way to a running Rapport: `/api`, `/docs` and `/errors` are passed on.
 *
 * With RAPPORT_DEV_KEY (an API key with the scope `admin`) every call carries that key, and a server that has no sign-in yet is
 * given one that always succeeds. Nothing of this is part of the built web app.
 */
import type { Connect, Plugin } from 'vite';

const key = process.env.RAPPORT_DEV_KEY;

export function devServer(server: string): Plugin {
  const pass = {
    target: server,
    changeOrigin: true,
    headers: key ? { authorization: `Bearer ${key}` } : undefined,
  };
  const proxy = Object.fromEntries(['/api', '/docs', '/errors', '/livez', '/readyz', '/hooks'].map((path) => [path, pass]));
  return {
    name: 'rapport-dev-server',
    config: () => ({ server: { proxy }, preview: { proxy } }),
    configureServer: (vite) => {
      if (key) vite.middlewares.use(signedIn);
    },
    configurePreviewServer: (vite) => {
      if (key) vite.middlewares.use(signedIn);
    },
  };
}

const person = { id: '1', name: 'Lin Wei', email: 'lin.wei@example.com', admin: true, scopes: ['admin'], language: null };

const signedIn: Connect.NextHandleFunction = (request, response, next) => {
  const path = request.url?.split('?')[0];
  const answer = (value: unknown) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };
  if (path === '/api/v1/session') answer({ person, expires_at: '2099-01-01T00:00:00Z' });
  else if (path === '/api/v1/setup') answer({ needed: false });
  else next();
};
