import { q as queryOptions } from "./base-hfMyulGH.js";
import { r as request, aN as take, aO as api } from "./index-CfIzCVY9.js";
const syncsQuery = queryOptions({
  queryKey: ["syncs"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/syncs", {
    signal
  }))).items,
  staleTime: 1e4,
  refetchInterval: 3e4
});
const syncQuery = (id) => queryOptions({
  queryKey: ["syncs", id],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/syncs/{id}", {
    params: {
      path: {
        id
      }
    },
    signal
  })),
  refetchInterval: 15e3
});
const syncVersionsQuery = (id) => queryOptions({
  queryKey: ["syncs", id, "versions"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/syncs/{id}/versions", {
    params: {
      path: {
        id
      },
      query: {
        limit: 50
      }
    },
    signal
  }))).items
});
const syncVersionQuery = (id, version, against) => queryOptions({
  queryKey: ["syncs", id, "versions", version, against],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/syncs/{id}/versions/{version}", {
    params: {
      path: {
        id,
        version
      },
      query: {
        against
      }
    },
    signal
  }))
});
function createSync(definition) {
  return request("POST", "/syncs", {
    body: definition
  });
}
function changeSync(id, patch) {
  return request("PATCH", `/syncs/${id}`, {
    body: patch
  });
}
function archiveSync(id) {
  return request("DELETE", `/syncs/${id}`);
}
function actOnSync(id, action, body) {
  return request("POST", `/syncs/${id}:${action}`, {
    body
  });
}
function previewSync(id, body) {
  return request("POST", `/syncs/${id}:preview`, {
    body
  });
}
function applySync(id, plan) {
  return request("POST", `/syncs/${id}:apply`, {
    body: {
      plan
    }
  });
}
export {
  syncVersionsQuery as a,
  syncVersionQuery as b,
  changeSync as c,
  syncQuery as d,
  actOnSync as e,
  applySync as f,
  createSync as g,
  archiveSync as h,
  previewSync as p,
  syncsQuery as s
};
