import { q as queryOptions } from "./base-hfMyulGH.js";
import { aN as take, aO as api, r as request } from "./index-CfIzCVY9.js";
const connectorsQuery = queryOptions({
  queryKey: ["connectors"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/connectors", {
    signal
  }))).items,
  staleTime: Infinity
});
const EMPTY_POLL_MS = 2e3;
const connectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/connections", {
    signal
  }))).items,
  staleTime: 1e4,
  // After the first start the simulated systems come by themselves, some seconds later.
  refetchInterval: (query) => query.state.data?.length === 0 ? EMPTY_POLL_MS : false
});
const connectionQuery = (id) => queryOptions({
  queryKey: ["connections", id],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/connections/{id}", {
    params: {
      path: {
        id
      }
    },
    signal
  }))
});
const streamsQuery = (connection) => queryOptions({
  queryKey: ["connections", connection, "streams"],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/connections/{id}/streams", {
    params: {
      path: {
        id: connection
      }
    },
    signal
  }))).items,
  staleTime: 6e4,
  retry: false
});
const streamPath = (connection, stream) => `/connections/${connection}/streams/${encodeURIComponent(stream)}`;
const streamQuery = (connection, stream) => queryOptions({
  queryKey: ["connections", connection, "stream", stream],
  queryFn: ({
    signal
  }) => request("GET", streamPath(connection, stream), {
    signal
  }),
  staleTime: 6e4,
  retry: false
});
const sampleQuery = (connection, stream, rows = 50, filter) => queryOptions({
  queryKey: ["connections", connection, "sample", stream, rows, filter],
  queryFn: ({
    signal
  }) => request("POST", `${streamPath(connection, stream)}:sample`, {
    body: {
      rows,
      filter: filter || null
    },
    signal
  }),
  staleTime: 6e4,
  retry: false
});
const suggestionQuery = (connection, stream, object) => queryOptions({
  queryKey: ["connections", connection, "suggestion", stream, object],
  queryFn: ({
    signal
  }) => request("POST", `${streamPath(connection, stream)}:suggest`, {
    body: {
      object
    },
    signal
  }),
  staleTime: 6e4,
  retry: false
});
function createConnection(body) {
  return request("POST", "/connections", {
    body
  });
}
function changeConnection(id, body) {
  return request("PATCH", `/connections/${id}`, {
    body
  });
}
function archiveConnection(id) {
  return request("DELETE", `/connections/${id}`);
}
function checkConnection(id) {
  return request("POST", `/connections/${id}:check`);
}
export {
  streamsQuery as a,
  changeConnection as b,
  connectionsQuery as c,
  checkConnection as d,
  connectorsQuery as e,
  archiveConnection as f,
  connectionQuery as g,
  createConnection as h,
  streamQuery as i,
  suggestionQuery as j,
  sampleQuery as s
};
