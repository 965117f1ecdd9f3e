import { g as infiniteQueryOptions, q as queryOptions } from "./base-hfMyulGH.js";
import { aN as take, aO as api, r as request } from "./index-CfIzCVY9.js";
const pageSize = 50;
const next = (last) => last.page.has_more ? last.page.next_cursor : void 0;
const runsOfSyncQuery = (sync) => queryOptions({
  queryKey: ["runs", "of", sync],
  queryFn: async ({
    signal
  }) => (await take(api.GET("/api/v1/runs", {
    params: {
      query: {
        limit: 200,
        sync
      }
    },
    signal
  }))).items,
  refetchInterval: 1e4
});
const runsQuery = ({
  kind,
  state,
  sync
} = {}) => infiniteQueryOptions({
  queryKey: ["runs", "list", kind, state, sync],
  queryFn: ({
    pageParam,
    signal
  }) => request("GET", "/runs", {
    query: {
      limit: pageSize,
      kind,
      state,
      sync,
      cursor: pageParam
    },
    signal
  }),
  initialPageParam: "",
  getNextPageParam: next
});
const importsQuery = infiniteQueryOptions({
  queryKey: ["imports"],
  queryFn: ({
    pageParam,
    signal
  }) => take(api.GET("/api/v1/imports", {
    params: {
      query: {
        limit: pageSize,
        kind: "import",
        cursor: pageParam || void 0
      }
    },
    signal
  })),
  initialPageParam: "",
  getNextPageParam: next
});
const WORKING_POLL_MS = 500;
function isWorking(run) {
  return run?.state === "queued" || run?.state === "running";
}
const runQuery = (id) => queryOptions({
  queryKey: ["run", id],
  queryFn: ({
    signal
  }) => take(api.GET("/api/v1/runs/{id}", {
    params: {
      path: {
        id
      }
    },
    signal
  })),
  refetchInterval: (query) => isWorking(query.state.data) ? WORKING_POLL_MS : false
});
const runRecordsQuery = (id) => infiniteQueryOptions({
  queryKey: ["run", id, "records"],
  queryFn: ({
    pageParam,
    signal
  }) => take(api.GET("/api/v1/runs/{id}/records", {
    params: {
      path: {
        id
      },
      query: {
        limit: 100,
        cursor: pageParam || void 0
      }
    },
    signal
  })),
  initialPageParam: "",
  getNextPageParam: next
});
const runWritesQuery = (id) => infiniteQueryOptions({
  queryKey: ["run", id, "writes"],
  queryFn: ({
    pageParam,
    signal
  }) => take(api.GET("/api/v1/runs/{id}/writes", {
    params: {
      path: {
        id
      },
      query: {
        limit: 100,
        cursor: pageParam || void 0
      }
    },
    signal
  })),
  initialPageParam: "",
  getNextPageParam: next
});
function rollbackRun(id, dryRun) {
  return take(api.POST("/api/v1/runs/{id}:rollback", {
    params: {
      path: {
        id
      },
      query: {
        dry_run: dryRun
      }
    }
  }));
}
function createImport(file, {
  mapping,
  ...options
}) {
  const query = {
    ...options,
    file_name: file.name
  };
  if (mapping === void 0) return request("POST", "/imports", {
    query,
    body: file,
    headers: {
      "Content-Type": "application/octet-stream"
    }
  });
  const body = new FormData();
  body.set("file", file);
  body.set("mapping", new Blob([mapping]));
  return request("POST", "/imports", {
    query,
    body
  });
}
function applyImport(preview) {
  return request("POST", `/imports/${preview}:apply`);
}
function cancelImport(id) {
  return take(api.POST("/api/v1/imports/{id}:cancel", {
    params: {
      path: {
        id
      }
    }
  }));
}
function sourceOfRun(run) {
  const named = run.report?.source;
  return run.source ?? (typeof named === "string" ? named : "");
}
function writtenOf(report) {
  return ["written_created", "written_updated", "written_deleted"].reduce((sum, name) => sum + (typeof report[name] === "number" ? report[name] : 0), 0);
}
function rejectedOf(report) {
  return (report.rejected ?? 0) + (typeof report.refused === "number" ? report.refused : 0);
}
export {
  rejectedOf as a,
  runRecordsQuery as b,
  runsOfSyncQuery as c,
  runWritesQuery as d,
  cancelImport as e,
  runQuery as f,
  importsQuery as g,
  applyImport as h,
  isWorking as i,
  createImport as j,
  rollbackRun as k,
  runsQuery as r,
  sourceOfRun as s,
  writtenOf as w
};
