/* Made by scripts/api-types.mjs from `rapport openapi`; do not edit. */
/* eslint-disable */
export interface paths {
    "/api/v1/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the objects
         * @description List the objects. Needs the scope `read` on the object concerned.
         */
        get: operations["list_objects"];
        put?: never;
        /**
         * Define an object
         * @description Define an object. Needs the scope `admin`.
         */
        post: operations["create_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the definition of an object
         * @description Read the definition of an object. Needs the scope `read` on the object concerned.
         */
        get: operations["get_object"];
        put?: never;
        post?: never;
        /**
         * Archive an object that a user defined
         * @description Archive an object that a user defined. Needs the scope `admin`.
         */
        delete: operations["archive_object"];
        options?: never;
        head?: never;
        /**
         * Change the definition of an object
         * @description Change the definition of an object. Needs the scope `admin`.
         */
        patch: operations["update_object"];
        trace?: never;
    };
    "/api/v1/objects/{name}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the fields of an object
         * @description List the fields of an object. Needs the scope `read` on the object concerned.
         */
        get: operations["list_fields"];
        put?: never;
        /**
         * Add a field to an object
         * @description Add a field to an object. Needs the scope `admin`.
         */
        post: operations["create_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{name}/fields/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the definition of a field
         * @description Read the definition of a field. Needs the scope `read` on the object concerned.
         */
        get: operations["get_field"];
        put?: never;
        post?: never;
        /**
         * Archive a field; its values stay
         * @description Archive a field; its values stay. Needs the scope `admin`.
         */
        delete: operations["archive_field"];
        options?: never;
        head?: never;
        /**
         * Change the definition of a field
         * @description Change the definition of a field. Needs the scope `admin`.
         */
        patch: operations["update_field"];
        trace?: never;
    };
    "/api/v1/objects/{name}:try-mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find out what a mapping makes of up to 200 rows, and which records they would meet; nothing is saved
         * @description Find out what a mapping makes of up to 200 rows, and which records they would meet; nothing is saved. Needs the scope `read` on the object concerned.
         */
        post: operations["try_mapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{name}:try-outgoing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find out what outgoing rules make of up to 200 records; nothing is saved or sent
         * @description Find out what outgoing rules make of up to 200 records; nothing is saved or sent. Needs the scope `read` on the object concerned.
         */
        post: operations["try_outgoing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{name}:mapping-table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A mapping as a workbook to edit in a spreadsheet program
         * @description A mapping as a workbook to edit in a spreadsheet program. Needs the scope `read` on the object concerned.
         */
        post: operations["write_mapping_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{name}:read-mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a mapping from a workbook or YAML, checked line by line; nothing is saved
         * @description Read a mapping from a workbook or YAML, checked line by line; nothing is saved. Needs the scope `read` on the object concerned.
         */
        post: operations["read_mapping_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports, newest first
         * @description List imports, newest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_imports"];
        put?: never;
        /**
         * Import a file
         * @description Import a file. Needs the scope `write` on the object concerned.
         */
        post: operations["create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and results of an import
         * @description State and results of an import. Needs the scope `read` on the object concerned.
         */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rejected rows with their reasons, to correct and import again
         * @description The rejected rows with their reasons, to correct and import again. Needs the scope `read` on the object concerned.
         */
        get: operations["get_import_rejected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an import; what it committed stays and can be rolled back
         * @description Stop an import; what it committed stays and can be rolled back. Needs the scope `write` on the object concerned.
         */
        post: operations["cancel_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}:apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do what a preview foretold with the file it has; or preview that file with other settings
         * @description Do what a preview foretold with the file it has; or preview that file with other settings. Needs the scope `write` on the object concerned.
         */
        post: operations["apply_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs, newest first
         * @description List runs, newest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and results of a run
         * @description State and results of a run. Needs the scope `read` on the object concerned.
         */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The changes a run made
         * @description The changes a run made. Needs the scope `read` on the object concerned.
         */
        get: operations["list_run_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows of a run that could not be applied, open or ended, each with its problem
         * @description Rows of a run that could not be applied, open or ended, each with its problem. Needs the scope `read` on the object concerned.
         */
        get: operations["list_run_refused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}:replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply chosen refused rows of a run again, left-out ones too; the runs can be undone
         * @description Apply chosen refused rows of a run again, left-out ones too; the runs can be undone. Needs the scope `write` on the object concerned.
         */
        post: operations["replay_run_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/writes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a run wrote to another system, or the differences that a comparison found
         * @description What a run wrote to another system, or the differences that a comparison found. Needs the scope `read` on the object concerned.
         */
        get: operations["list_run_writes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}:rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a run; what others changed since is listed and left alone
         * @description Undo a run; what others changed since is listed and left alone. Needs the scope `write` on the object concerned.
         */
        post: operations["rollback_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The change feed; `Accept: text/event-stream` follows it
         * @description The change feed; `Accept: text/event-stream` follows it. Needs the scope `read` on the object concerned.
         */
        get: operations["list_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sources that feed objects, with their ranks
         * @description List the sources that feed objects, with their ranks. Needs the scope `read` on the object concerned.
         */
        get: operations["list_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change rank or label of a source; records follow the new rank
         * @description Change rank or label of a source; records follow the new rank. Needs the scope `admin`.
         */
        patch: operations["update_source"];
        trace?: never;
    };
    "/api/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connectors, with the settings each asks for
         * @description List the connectors, with the settings each asks for. Needs the scope `read` on the object concerned.
         */
        get: operations["list_connectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connections
         * @description List the connections. Needs the scope `admin`.
         */
        get: operations["list_connections"];
        put?: never;
        /**
         * Make a connection; secrets are never shown again
         * @description Make a connection; secrets are never shown again. Needs the scope `admin`.
         */
        post: operations["create_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a connection
         * @description Read a connection. Needs the scope `admin`.
         */
        get: operations["get_connection"];
        put?: never;
        post?: never;
        /**
         * Take a connection out of use, with its secrets and its syncs
         * @description Take a connection out of use, with its secrets and its syncs. Needs the scope `admin`.
         */
        delete: operations["archive_connection"];
        options?: never;
        head?: never;
        /**
         * Change a connection; a changed host throws its secrets away
         * @description Change a connection; a changed host throws its secrets away. Needs the scope `admin`.
         */
        patch: operations["update_connection"];
        trace?: never;
    };
    "/api/v1/connections/{id}:check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look whether a connection works, line by line with how to fix it
         * @description Look whether a connection works, line by line with how to fix it. Needs the scope `admin`.
         */
        post: operations["check_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}:rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try new secrets, and use them when they work; for calls of the other system the old ones count for a while longer
         * @description Try new secrets, and use them when they work; for calls of the other system the old ones count for a while longer. Needs the scope `admin`.
         */
        post: operations["rotate_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the system offers, from the live system
         * @description What the system offers, from the live system. Needs the scope `admin`.
         */
        get: operations["list_streams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/streams/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One stream with its fields, from the live system
         * @description One stream with its fields, from the live system. Needs the scope `admin`.
         */
        get: operations["get_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/streams/{stream}:sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first rows of a stream
         * @description The first rows of a stream. Needs the scope `admin`.
         */
        post: operations["sample_stream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/streams/{stream}:suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a mapping from live fields and rows, with reasons
         * @description Propose a mapping from live fields and rows, with reasons. Needs the scope `admin`.
         */
        post: operations["suggest_mapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the syncs
         * @description List the syncs. Needs the scope `read` on the object concerned.
         */
        get: operations["list_syncs"];
        put?: never;
        /**
         * Make a sync, as a draft
         * @description Make a sync, as a draft. Needs the scope `admin`.
         */
        post: operations["create_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a sync
         * @description Read a sync. Needs the scope `read` on the object concerned.
         */
        get: operations["get_sync"];
        put?: never;
        post?: never;
        /**
         * Take a sync out of use; the history of its runs stays
         * @description Take a sync out of use; the history of its runs stays. Needs the scope `admin`.
         */
        delete: operations["archive_sync"];
        options?: never;
        head?: never;
        /**
         * Change a sync, as a new version
         * @description Change a sync, as a new version. Needs the scope `admin`.
         */
        patch: operations["update_sync"];
        trace?: never;
    };
    "/api/v1/syncs/{id}:pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a sync until it is resumed
         * @description Stop a sync until it is resumed. Needs the scope `admin`.
         */
        post: operations["pause_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused sync run by its triggers again
         * @description Let a paused sync run by its triggers again. Needs the scope `admin`.
         */
        post: operations["resume_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:go-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a draft run by its triggers
         * @description Let a draft run by its triggers. Needs the scope `admin`.
         */
        post: operations["go_live_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a live sync run now
         * @description Let a live sync run now. Needs the scope `admin`.
         */
        post: operations["run_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find out what reading and writing would do; nothing is changed here or there
         * @description Find out what reading and writing would do; nothing is changed here or there. Needs the scope `admin`.
         */
        post: operations["preview_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/preview-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that a preview foretells as one file: outcome, reason, before and after of each field; at most 50,000 rows of each outcome
         * @description Everything that a preview foretells as one file: outcome, reason, before and after of each field; at most 50,000 rows of each outcome. Needs the scope `admin`.
         */
        get: operations["export_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:request-approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a preview for approval: somebody else lets exactly that be done, or says why not
         * @description Send a preview for approval: somebody else lets exactly that be done, or says why not. Needs the scope `admin`.
         */
        post: operations["request_approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do what a preview foretold, unless something has changed since
         * @description Do what a preview foretold, unless something has changed since. Needs the scope `admin`.
         */
        post: operations["apply_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare both sides record by record; nothing is changed here or there
         * @description Compare both sides record by record; nothing is changed here or there. Needs the scope `admin`.
         */
        post: operations["reconcile_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:widen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a larger part of the records take part, as a new version; nothing unchanged is sent again
         * @description Let a larger part of the records take part, as a new version; nothing unchanged is sent again. Needs the scope `admin`.
         */
        post: operations["widen_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play a sync against a simulator of its system, through faults; nothing is changed here or there
         * @description Play a sync against a simulator of its system, through faults; nothing is changed here or there. Needs the scope `admin`.
         */
        post: operations["rehearse_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rehearsals of a sync, newest first; `/runs/{run_id}` has the whole report
         * @description The rehearsals of a sync, newest first; `/runs/{run_id}` has the whole report. Needs the scope `read` on the object concerned.
         */
        get: operations["list_sync_rehearsals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rehearsals/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can go wrong in a rehearsal: scenarios, and sets of them
         * @description What can go wrong in a rehearsal: scenarios, and sets of them. Needs the scope `read` on the object concerned.
         */
        get: operations["list_scenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready-syncs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs that syncs are ready for, with the connections that can take part
         * @description Jobs that syncs are ready for, with the connections that can take part. Needs the scope `read` on the object concerned.
         */
        get: operations["list_ready_syncs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready-syncs/{name}:prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fit a ready-made sync to a live system; the definition can be created as it is
         * @description Fit a ready-made sync to a live system; the definition can be created as it is. Needs the scope `admin`.
         */
        post: operations["prepare_ready_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Simulated systems that run beside the server, and what goes wrong at them
         * @description Simulated systems that run beside the server, and what goes wrong at them. Needs the scope `admin`.
         */
        get: operations["list_simulators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulators/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let something go wrong at a simulated system
         * @description Let something go wrong at a simulated system. Needs the scope `admin`.
         */
        post: operations["order_fault"];
        /**
         * Take faults of simulated systems back
         * @description Take faults of simulated systems back. Needs the scope `admin`.
         */
        delete: operations["clear_faults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}:push-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the values that a run replaced in the other system back there; the sync must be paused
         * @description Write the values that a run replaced in the other system back there; the sync must be paused. Needs the scope `admin`.
         */
        post: operations["push_back_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The records of a sync by where they stand: in sync, left out, failing, or waiting for a person
         * @description The records of a sync by where they stand: in sync, left out, failing, or waiting for a person. Needs the scope `read` on the object concerned.
         */
        get: operations["list_sync_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many records of a sync stand where; each is the length of a list
         * @description How many records of a sync stand where; each is the length of a list. Needs the scope `read` on the object concerned.
         */
        get: operations["get_sync_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a sync, newest first
         * @description The versions of a sync, newest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_sync_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a sync, and what changed against another
         * @description One version of a sync, and what changed against another. Needs the scope `read` on the object concerned.
         */
        get: operations["get_sync_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows that could not be applied, by cause, the largest groups first
         * @description Rows that could not be applied, by cause, the largest groups first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One cause, with what helps
         * @description One cause, with what helps. Needs the scope `read` on the object concerned.
         */
        get: operations["get_problem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say who looks after a cause, or until when it may wait and why
         * @description Say who looks after a cause, or until when it may wait and why. Needs the scope `write` on the object concerned.
         */
        patch: operations["care_for_problem"];
        trace?: never;
    };
    "/api/v1/problems/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows of one cause as they came, open or ended
         * @description The rows of one cause as they came, open or ended. Needs the scope `read` on the object concerned.
         */
        get: operations["list_problem_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}:test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find out what would come of one row, with corrections; nothing is written
         * @description Find out what would come of one row, with corrections; nothing is written. Needs the scope `write` on the object concerned.
         */
        post: operations["test_problem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}:replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply rows of one cause again, with corrections; the runs can be undone
         * @description Apply rows of one cause again, with corrections; the runs can be undone. Needs the scope `write` on the object concerned.
         */
        post: operations["replay_problem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}:decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what rows are that fit several records: this one, all one, or a new one; the runs can be undone
         * @description Say what rows are that fit several records: this one, all one, or a new one; the runs can be undone. Needs the scope `write` on the object concerned.
         */
        post: operations["decide_problem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}:exclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave rows of one cause out, for a reason
         * @description Leave rows of one cause out, for a reason. Needs the scope `write` on the object concerned.
         */
        post: operations["exclude_problem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people said about one cause and what they did about it, newest first
         * @description What people said about one cause and what they did about it, newest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_problem_notes"];
        put?: never;
        /**
         * Say something about one cause, for everybody who looks at it
         * @description Say something about one cause, for everybody who looks at it. Needs the scope `write` on the object concerned.
         */
        post: operations["add_problem_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records that look like one and stand apart, in groups of 2 to 5, the likeliest first
         * @description Records that look like one and stand apart, in groups of 2 to 5, the likeliest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One group of duplicates
         * @description One group of duplicates. Needs the scope `read` on the object concerned.
         */
        get: operations["get_duplicate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}:dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * They are not the same: remembered, and honoured by every load
         * @description They are not the same: remembered, and honoured by every load. Needs the scope `write` on the object concerned.
         */
        post: operations["dismiss_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}:reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take "not the same" or "later" back
         * @description Take "not the same" or "later" back. Needs the scope `write` on the object concerned.
         */
        post: operations["reopen_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/{id}:later": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide later: the group waits again from a moment on
         * @description Decide later: the group waits again from a moment on. Needs the scope `write` on the object concerned.
         */
        post: operations["put_off_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duplicates/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * From which score on groups are merged without a person, and what a score would have done so far
         * @description From which score on groups are merged without a person, and what a score would have done so far. Needs the scope `read` on the object concerned.
         */
        get: operations["get_duplicate_rule"];
        /**
         * Let groups be merged without a person from a score on, or leave all to people
         * @description Let groups be merged without a person from a score on, or leave all to people. Needs the scope `admin`.
         */
        put: operations["set_duplicate_rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Decisions that wait for a person, oldest first
         * @description Decisions that wait for a person, oldest first. Needs the scope `read` on the object concerned.
         */
        get: operations["list_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One decision
         * @description One decision. Needs the scope `read` on the object concerned.
         */
        get: operations["get_review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}:settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide: a stopped run goes on or ends
         * @description Decide: a stopped run goes on or ends. Needs the scope `admin`.
         */
        post: operations["settle_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people were told about, newest first
         * @description What people were told about, newest first. Needs the scope `admin`.
         */
        get: operations["list_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the channels that alerts go out by
         * @description List the channels that alerts go out by. Needs the scope `admin`.
         */
        get: operations["list_alert_channels"];
        put?: never;
        /**
         * Make a channel, a webhook or e-mail; secrets are never shown again
         * @description Make a channel, a webhook or e-mail; secrets are never shown again. Needs the scope `admin`.
         */
        post: operations["create_alert_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a channel, with how its last sending went
         * @description Read a channel, with how its last sending went. Needs the scope `admin`.
         */
        get: operations["get_alert_channel"];
        put?: never;
        post?: never;
        /**
         * Forget a channel, with its secret and what was on its way
         * @description Forget a channel, with its secret and what was on its way. Needs the scope `admin`.
         */
        delete: operations["delete_alert_channel"];
        options?: never;
        head?: never;
        /**
         * Change a channel; a changed host throws its secret away
         * @description Change a channel; a changed host throws its secret away. Needs the scope `admin`.
         */
        patch: operations["update_alert_channel"];
        trace?: never;
    };
    "/api/v1/alert-channels/{id}:test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a trial by a channel and tell what came of it
         * @description Send a trial by a channel and tell what came of it. Needs the scope `admin`.
         */
        post: operations["test_alert_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Backups that are on the machine, newest first
         * @description Backups that are on the machine, newest first. Needs the scope `admin`.
         */
        get: operations["list_backups"];
        put?: never;
        /**
         * Take a backup while the server runs, and check it; the ten newest are kept on the machine
         * @description Take a backup while the server runs, and check it; the ten newest are kept on the machine. Needs the scope `admin`.
         */
        post: operations["create_backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the installation itself is doing
         * @description How the installation itself is doing. Needs the scope `admin`.
         */
        get: operations["get_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roles, and what each may do
         * @description The roles, and what each may do. Needs any key or session.
         */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Settings of the installation
         * @description Settings of the installation. Needs the scope `admin`.
         */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change settings of the installation: which addresses may be called
         * @description Change settings of the installation: which addresses may be called. Needs the scope `admin`.
         */
        patch: operations["update_settings"];
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Who is signed in. Needs any key or session.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Sign in with a password or a one-time link; the session comes as a cookie
         * @description Sign in with a password or a one-time link; the session comes as a cookie. Needs no key.
         */
        post: operations["create_session"];
        /**
         * Sign out
         * @description Sign out. Needs any key or session.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set another password; all other sessions end
         * @description Set another password; all other sessions end. Needs any key or session.
         */
        put: operations["change_own_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's own sessions
         * @description List one's own sessions. Needs any key or session.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one's own sessions; administrators any
         * @description End one of one's own sessions; administrators any. Needs any key or session.
         */
        delete: operations["end_one_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the first person is still to be added
         * @description Whether the first person is still to be added. Needs no key.
         */
        get: operations["get_setup"];
        put?: never;
        /**
         * Add the first person, with the one-time token that the program printed, from the machine itself
         * @description Add the first person, with the one-time token that the program printed, from the machine itself. Needs no key.
         */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people
         * @description List the people. Needs the scope `read` on the object concerned.
         */
        get: operations["list_people"];
        put?: never;
        /**
         * Add a person; the link signs them in for the first time
         * @description Add a person; the link signs them in for the first time. Needs the scope `admin`.
         */
        post: operations["create_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person: name, role, shut out or let in
         * @description Change a person: name, role, shut out or let in. Needs the scope `admin`.
         */
        patch: operations["update_person"];
        trace?: never;
    };
    "/api/v1/people/{id}:link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that signs a person in once; earlier ones stop to work
         * @description Make a link that signs a person in once; earlier ones stop to work. Needs the scope `admin`.
         */
        post: operations["create_sign_in_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as server-sent events: `change`, `run`, `sync`, `alert`, `problem`; `reset` means read everything again
         * @description What happens, as server-sent events: `change`, `run`, `sync`, `alert`, `problem`; `reset` means read everything again. Needs the scope `read` on the object concerned.
         */
        get: operations["follow_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the data stand: counts, how full fields are, findings, what waits
         * @description How the data stand: counts, how full fields are, findings, what waits. Needs the scope `read` on the object concerned.
         */
        get: operations["get_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller prefers
         * @description What the caller prefers. Needs any key or session.
         */
        get: operations["get_preferences"];
        /**
         * Replace what the caller prefers
         * @description Replace what the caller prefers. Needs any key or session.
         */
        put: operations["put_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List saved views of an object: one's own and shared ones
         * @description List saved views of an object: one's own and shared ones. Needs the scope `read` on the object concerned.
         */
        get: operations["list_views"];
        put?: never;
        /**
         * Save a view
         * @description Save a view. Needs the scope `read` on the object concerned.
         */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a saved view of one's own; administrators any shared one
         * @description Forget a saved view of one's own; administrators any shared one. Needs the scope `read` on the object concerned.
         */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        /**
         * Change a saved view of one's own; administrators any shared one
         * @description Change a saved view of one's own; administrators any shared one. Needs the scope `read` on the object concerned.
         */
        patch: operations["update_view"];
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description List the API keys. Needs the scope `admin`.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Make an API key; it is shown this once
         * @description Make an API key; it is shown this once. Needs the scope `admin`.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key at once
         * @description Revoke an API key at once. Needs the scope `admin`.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This description, OpenAPI 3.1
         * @description This description, OpenAPI 3.1. Needs no key.
         */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postman.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a Postman collection 2.1
         * @description The same as a Postman collection 2.1. Needs no key.
         */
        get: operations["get_postman"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "alert.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A sync does not do what was promised of it
         * @description A sync does not do what was promised of it. Signed as Standard Webhooks 1.0.0 says; the channel shows how it last went. Any 2xx is good, redirects are not followed, everything else is sent again ten times within hours, with the same `webhook-id`.
         */
        post: operations["alert_opened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It does again
         * @description It does again. Signed as Standard Webhooks 1.0.0 says; the channel shows how it last went. Any 2xx is good, redirects are not followed, everything else is sent again ten times within hours, with the same `webhook-id`.
         */
        post: operations["alert_closed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody tries a channel (`POST /api/v1/alert-channels/{id}:test`)
         * @description Somebody tries a channel (`POST /api/v1/alert-channels/{id}:test`). Signed as Standard Webhooks 1.0.0 says; the channel shows how it last went. Any 2xx is good, redirects are not followed, everything else is sent again ten times within hours, with the same `webhook-id`.
         */
        post: operations["alert_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Problem: {
            /** @description Leads to a page about this code, in English and Chinese. */
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            /** @description Stable; decide by this one. */
            code: string;
            trace_id: string;
            retryable: boolean;
            errors?: components["schemas"]["Fault"][];
            /** @description With `matched_multiple`: the records that fit. */
            candidates?: string[];
            missing_scope?: string;
            /** @description With `version_mismatch`: the record, or the sync, now. */
            current?: {
                [key: string]: unknown;
            };
            /** @description With `version_mismatch`: what is different since; for a sync JSON pointers into its definition. */
            changed_fields?: string[];
            /** @description With `version_mismatch` of a sync: who made its version of now, e.g. `user:3`. */
            changed_by?: string;
            /**
             * Format: date-time
             * @description With `version_mismatch` of a sync: when that was.
             */
            changed_at?: string;
            /**
             * Format: date-time
             * @description With `gone`: changes up to this moment are no longer kept.
             */
            cut_before?: string;
            /** @description With `gone`: read all records again, then go on from here. */
            resume_cursor?: string;
        };
        Fault: {
            /** @description `#/…` in the body, or `query:`, `path:`, `header:` and a name. */
            pointer: string;
            code: string;
            detail: string;
            offset?: number;
            nearest?: string[];
        };
        Page: {
            next_cursor: string | null;
            has_more: boolean;
            count?: number;
            count_exact?: boolean;
            /**
             * Format: date-time
             * @description Changes up to this moment are no longer kept.
             */
            cut_before?: string;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Money: {
            amount: string;
            currency?: string;
        };
        MoneyInput: {
            amount: string;
            /** @enum {string} */
            currency: "CNY" | "USD" | "EUR" | "GBP" | "JPY" | "HKD";
        };
        PersonName: {
            full?: string;
            family?: string;
            given?: string;
        };
        PersonNameInput: {
            full: string;
            family?: string;
            given?: string;
        };
        Address: {
            country?: string;
            province?: string;
            city?: string;
            district?: string;
            street?: string;
            postcode?: string;
            text?: string;
        };
        AddressInput: {
            /** @enum {string} */
            country?: "CN" | "US" | "GB" | "DE" | "HK" | "TW" | "SG" | "JP";
            province?: string;
            city?: string;
            district?: string;
            street?: string;
            postcode?: string;
            text?: string;
        };
        Label: {
            en: string;
            zh: string;
        };
        Option: {
            value: string;
            label: components["schemas"]["Label"];
            /** @enum {string|null} */
            stage?: "open" | "won" | "lost" | null;
        };
        Validation: {
            pattern?: string | null;
            min?: string | null;
            max?: string | null;
            message: components["schemas"]["Label"];
        };
        Field: {
            label: components["schemas"]["Label"];
            options?: components["schemas"]["Option"][];
            required: boolean;
            unique: boolean;
            /** @description Filters and sorting by it are fast once its index is built, which a run of kind `index` tells. */
            indexed: boolean;
            /** @description Its values identify records. */
            match_key?: ("credit_code" | "resident_id" | "email" | "phone" | "text") | null;
            protected: boolean;
            sensitive: boolean;
            /** @description Given to new records; in the form in which values are stored. */
            default?: unknown;
            validation?: components["schemas"]["Validation"] | null;
            /** @enum {string} */
            survivorship?: "newest" | "oldest" | "source_rank" | "longest" | "most_frequent";
            name: string;
            /** @enum {string} */
            type: "text" | "long_text" | "integer" | "decimal" | "money" | "boolean" | "date" | "datetime" | "email" | "phone" | "url" | "select" | "multi_select" | "reference" | "person" | "address" | "json" | "auto_number";
            /** @description For references: the other object. */
            to?: string;
            /** @description For automatic numbers. */
            prefix?: string;
            archived: boolean;
        };
        /**
         * @example {
         *       "name": "loyalty_level",
         *       "label": {
         *         "en": "Loyalty level",
         *         "zh": "会员等级"
         *       },
         *       "type": "select",
         *       "options": [
         *         {
         *           "value": "gold",
         *           "label": {
         *             "en": "Gold",
         *             "zh": "金卡"
         *           }
         *         }
         *       ]
         *     }
         */
        FieldNew: {
            label: components["schemas"]["Label"];
            options?: components["schemas"]["Option"][];
            required?: boolean;
            unique?: boolean;
            /** @description Filters and sorting by it are fast once its index is built, which a run of kind `index` tells. */
            indexed?: boolean;
            /** @description Its values identify records. */
            match_key?: ("credit_code" | "resident_id" | "email" | "phone" | "text") | null;
            protected?: boolean;
            sensitive?: boolean;
            /** @description Given to new records; in the form in which values are stored. */
            default?: unknown;
            validation?: components["schemas"]["Validation"] | null;
            /** @enum {string} */
            survivorship?: "newest" | "oldest" | "source_rank" | "longest" | "most_frequent";
            name: string;
            /** @enum {string} */
            type: "text" | "long_text" | "integer" | "decimal" | "money" | "boolean" | "date" | "datetime" | "email" | "phone" | "url" | "select" | "multi_select" | "reference" | "person" | "address" | "json" | "auto_number";
            /** @description For references: the other object. */
            to?: string;
            /** @description For automatic numbers. */
            prefix?: string;
        };
        FieldPatch: {
            label?: components["schemas"]["Label"];
            options?: components["schemas"]["Option"][];
            required?: boolean;
            unique?: boolean;
            /** @description Filters and sorting by it are fast once its index is built, which a run of kind `index` tells. */
            indexed?: boolean;
            /** @description Its values identify records. */
            match_key?: ("credit_code" | "resident_id" | "email" | "phone" | "text") | null;
            protected?: boolean;
            sensitive?: boolean;
            /** @description Given to new records; in the form in which values are stored. */
            default?: unknown;
            validation?: components["schemas"]["Validation"] | null;
            /** @enum {string} */
            survivorship?: "newest" | "oldest" | "source_rank" | "longest" | "most_frequent";
            archived?: boolean;
        };
        FieldPage: {
            items: components["schemas"]["Field"][];
            page: components["schemas"]["Page"];
        };
        Object: {
            name: string;
            label: components["schemas"]["Label"];
            version: number;
            standard: boolean;
            archived: boolean;
            title_field: string;
            /** @description Changing or deleting a known record needs `If-Match` (428 without it). */
            if_match_required: boolean;
            fields: components["schemas"]["Field"][];
        };
        /**
         * @example {
         *       "name": "vehicles",
         *       "label": {
         *         "en": "Vehicles",
         *         "zh": "车辆"
         *       },
         *       "title_field": "plate",
         *       "fields": [
         *         {
         *           "name": "plate",
         *           "label": {
         *             "en": "Plate",
         *             "zh": "车牌"
         *           },
         *           "type": "text",
         *           "required": true,
         *           "match_key": "text"
         *         },
         *         {
         *           "name": "owner_customer",
         *           "label": {
         *             "en": "Customer",
         *             "zh": "客户"
         *           },
         *           "type": "reference",
         *           "to": "customers"
         *         }
         *       ]
         *     }
         */
        ObjectNew: {
            name: string;
            label: components["schemas"]["Label"];
            title_field: string;
            /** @description Changing or deleting a known record needs `If-Match` (428 without it). */
            if_match_required?: boolean;
            fields: components["schemas"]["FieldNew"][];
        };
        ObjectPatch: {
            label?: components["schemas"]["Label"];
            title_field?: string;
            /** @description Changing or deleting a known record needs `If-Match` (428 without it). */
            if_match_required?: boolean;
            archived?: boolean;
            /** @description Names of fields in the order in which they are shown; those left out follow as they were. */
            field_order?: string[];
        };
        ObjectPage: {
            items: components["schemas"]["Object"][];
            page: components["schemas"]["Page"];
        };
        Run: {
            /** @example 1099511627777 */
            id: string;
            /** @description `import`, `import_preview`, `rollback`, … */
            kind: string;
            /** @enum {string} */
            state: "open" | "queued" | "running" | "done" | "done_with_rejects" | "failed" | "cancelled" | "paused" | "warning";
            actor: string;
            object: string | null;
            source: string | null;
            /** @description Name of the file it reads. */
            file: string | null;
            sync: string | null;
            /** @description What let a run of a sync begin: `schedule`, `push`, `change`, `manual`, `backfill`, `reconcile`, `replay`. */
            trigger: string | null;
            /** @description Where it goes on from when it is interrupted. */
            checkpoint: {
                /** @description Times that it was noted how far it had come. */
                batches: number;
                /** @description Rows done with by then. */
                rows: number;
                /** @description Parts of the source done with by then. */
                segments: number;
                /** @description Attempts at the present part that ended early. */
                attempts: number;
            } | null;
            /** @description What it took of the other system, all attempts together. */
            calls: {
                /** @description Calls made, each attempt for itself. */
                made: number;
                /** @description How long it waited for its turn, for times that the other system forbade, and for another attempt (ms). */
                waited_ms: number;
            } | null;
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            undoes: string | null;
            undone_by: string | null;
            /** @description Counts (`read`, `created`, `updated`, `unchanged`, `merged`, `rejected`, `held`, `resolved`), notes, findings, mapping. */
            report: {
                [key: string]: unknown;
            } | null;
            /** @description How far an import at work in this process is. */
            progress?: {
                /** @enum {string} */
                stage: "reading" | "clustering" | "applying";
                rows: number;
                rows_total: number | null;
            };
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            page: components["schemas"]["Page"];
        };
        Rollback: {
            run_id: string | null;
            /** @example 1099511627777 */
            undoes: string;
            dry_run: boolean;
            records: number;
            deleted: number;
            reverted: number;
            restored: number;
            /** @description Values left alone because somebody changed them since. */
            kept: number;
            /** @description Rows of problems that wait for a person again, because the run had applied them. */
            reopened?: number;
            changed_since: {
                record?: string;
                field?: string;
                by?: string;
                /** Format: date-time */
                at?: string;
            }[];
            seconds?: number;
        };
        Change: {
            seq: number;
            object: string;
            /** @example 1099511627777 */
            record: string;
            version: number;
            /** @enum {string} */
            op: "create" | "update" | "delete" | "restore" | "merge" | "merged" | "unmerge" | "unmerged";
            /** Format: date-time */
            at: string;
            /** @description `key:3`, `user:1`, `run:17` or `system`. */
            actor: string;
            /** @description `api`, `ui`, `system`, or the kind of the run. */
            origin?: string;
            fields: {
                [key: string]: {
                    old?: unknown;
                    new?: unknown;
                };
            };
            sources: {
                [key: string]: unknown;
            }[];
            absorbed?: string[];
            given_back?: string[];
            /** @example 1099511627777 */
            merged_into?: string;
            /** @example 1099511627777 */
            unmerged_from?: string;
        };
        ChangePage: {
            items: components["schemas"]["Change"][];
            page: components["schemas"]["Page"];
        };
        Lineage: {
            /** @example 1099511627777 */
            record: string;
            fields: {
                [key: string]: {
                    value: unknown;
                    origin: components["schemas"]["Origin"];
                    rule: string;
                    others: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        Origin: {
            /** @enum {string} */
            kind: "source" | "manual" | "default";
            source?: string;
            external_id?: string;
            /** @example 1099511627777 */
            run?: string;
            /** @description The sync whose run it was; the definition it kept to stands at `/syncs/{sync}/versions/{sync_version}`. */
            sync?: string;
            sync_version?: number;
            actor?: string;
            /** Format: date-time */
            at?: string;
            change?: number;
            /** @description The change that set it is no longer kept. */
            cut?: boolean;
        };
        SourceRecord: {
            source: string;
            external_id: string;
            /** @example 1099511627777 */
            record: string;
            /** @example 1099511627777 */
            run: string;
            /** @example 1099511627777 */
            created_run: string;
            /** Format: date-time */
            at: string;
            values: {
                [key: string]: unknown;
            } | null;
            findings: unknown[];
        };
        SourcePage: {
            items: components["schemas"]["SourceRecord"][];
            page: components["schemas"]["Page"];
        };
        TimelineItem: {
            /** @enum {string} */
            kind: "change" | "record";
            /** Format: date-time */
            at: string;
            change?: components["schemas"]["Change"];
            object?: string;
            record?: {
                [key: string]: unknown;
            };
        };
        TimelinePage: {
            items: components["schemas"]["TimelineItem"][];
            page: components["schemas"]["Page"];
        };
        RecordSync: {
            /** @example 1099511627777 */
            sync: string;
            name: string;
            /** @description The source that the sync fills. */
            source: string;
            connection: string;
            /** @enum {string} */
            sync_state: "draft" | "live" | "paused" | "archived";
            reads: boolean;
            writes: boolean;
            /**
             * @description `read`: it only reads, and the record is known there; null: it has not met the record yet.
             * @enum {string|null}
             */
            state: "read" | "in_sync" | "waiting" | "sending" | "unknown" | "refused" | "excluded" | "conflict" | null;
            external_id: string | null;
            /** @description Why it was refused. */
            code: string | null;
            detail: string | null;
            /** @description The run that was last at it. */
            run: string | null;
        };
        RecordSyncPage: {
            items: components["schemas"]["RecordSync"][];
            page: components["schemas"]["Page"];
        };
        Filter: {
            and: components["schemas"]["Filter"][];
        } | {
            or: components["schemas"]["Filter"][];
        } | {
            not: components["schemas"]["Filter"];
        } | {
            /** @description A field, or a path over reference fields. */
            field: string;
            /** @enum {string} */
            op?: "=" | "!=" | "<" | "<=" | ">" | ">=" | ":" | "~" | "^" | "in" | "not_in" | "is_null" | "is_not_null";
            /** @description A text, number or boolean; a list of them for `in` and `not_in`. */
            value?: unknown;
        };
        /**
         * @example {
         *       "q": "上海 li",
         *       "limit": 10
         *     }
         */
        Search: {
            /** @description Words, Chinese or Latin; all must be found. */
            q?: string;
            filter?: components["schemas"]["Filter"] | string | null;
            sort?: string;
            limit?: number;
            cursor?: string;
            fields?: string[];
            expand?: string[];
            /** @enum {string} */
            count?: "none" | "estimated" | "exact";
        };
        Merge: {
            /** @example 1099511627777 */
            survivor: string;
            absorbed: string[];
        };
        RollbackInput: {
            /**
             * @description Compute everything, write nothing.
             * @default false
             */
            dry_run: boolean;
        };
        Unmerge: {
            /** @description Which absorbed records; all of them when absent. */
            records?: string[];
        };
        DuplicateQuestion: {
            /** @example 1099511627777 */
            id: string;
        } | {
            /** @description Values as for a new record. */
            record: {
                [key: string]: unknown;
            };
        };
        DuplicatePage: {
            items: {
                matched_by: string[];
                record: {
                    [key: string]: unknown;
                };
            }[];
        };
        BatchResult: {
            items: {
                status: number;
                /** @enum {string} */
                outcome: "created" | "updated" | "unchanged" | "deleted" | "matched_multiple" | "conflict" | "invalid" | "failed";
                ref?: string;
                record?: {
                    [key: string]: unknown;
                };
                problem?: components["schemas"]["Problem"];
            }[];
        };
        Index: {
            position: number;
            head: number;
            /** @description False: the newest records are not found by words yet. */
            up_to_date: boolean;
        };
        DataSource: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            /** @description What people call it; empty: by its name. */
            label: string;
            /** @description The object it feeds. */
            object: string | null;
            /**
             * Format: int32
             * @description Smaller wins where fields follow the rank of sources.
             */
            rank: number;
        };
        DataSourcePage: {
            items: components["schemas"]["DataSource"][];
            page: components["schemas"]["Page"];
        };
        /**
         * @example {
         *       "rank": 10
         *     }
         */
        DataSourcePatch: {
            /**
             * Format: int32
             * @description Smaller wins where fields follow the rank of sources.
             */
            rank?: number;
            label?: string;
        };
        DataSourceChange: {
            source: components["schemas"]["DataSource"];
            dry_run: boolean;
            run_id: string | null;
            /** @description Records looked at. */
            records: number;
            /** @description Records whose values change. */
            changed: number;
            /** @description In a dry run, the first of them: old and new values by field. */
            examples: {
                /** @example 1099511627777 */
                record: string;
                fields: {
                    [key: string]: {
                        [key: string]: unknown;
                    };
                };
            }[];
        };
        Key: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            prefix: string;
            scopes: string[];
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            revoked_at: string | null;
            last_used_at: string | null;
        };
        KeyPage: {
            items: components["schemas"]["Key"][];
            page: components["schemas"]["Page"];
        };
        KeyCreated: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            prefix: string;
            scopes: string[];
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            revoked_at: string | null;
            last_used_at: string | null;
            /** @description The key itself, shown this once. */
            key: string;
        };
        /**
         * @example {
         *       "name": "shop connector",
         *       "scopes": [
         *         "customers:read",
         *         "customers:write"
         *       ]
         *     }
         */
        KeyNew: {
            name: string;
            scopes: string[];
            expires_at?: string | null;
        };
        ConnectorSetting: {
            name: string;
            label: {
                en?: string;
                zh?: string;
            };
            help: {
                en?: string;
                zh?: string;
            };
            /** @enum {string} */
            kind: "text" | "long_text" | "secret" | "long_secret" | "url" | "integer" | "boolean" | "choice" | "zone";
            /** @description Belongs under `secrets`. */
            secret: boolean;
            required: boolean;
            default: string | null;
            options: {
                value?: string;
                label?: {
                    en?: string;
                    zh?: string;
                };
            }[];
            /** @description Shown while `setting` has one of `values`. */
            only_if: {
                setting?: string;
                values?: string[];
            } | null;
        };
        Connector: {
            name: string;
            title: {
                en?: string;
                zh?: string;
            };
            summary: {
                en?: string;
                zh?: string;
            };
            category: string;
            /** @description Page of the documentation. */
            page: string;
            settings: components["schemas"]["ConnectorSetting"][];
        };
        ConnectorPage: {
            items: components["schemas"]["Connector"][];
            page: components["schemas"]["Page"];
        };
        Connection: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            connector: string;
            /** @enum {string} */
            state: "active" | "paused" | "archived";
            /** @description Why it is paused. */
            reason: string | null;
            /** @enum {string|null} */
            cause: "person" | "credentials" | "forbidden" | "organisation" | "secrets" | null;
            settings: {
                [key: string]: unknown;
            };
            /** @description Whether each is set. */
            secrets: {
                [key: string]: boolean;
            };
            /** @description What told the organisation apart when it was first used. */
            organisation: string | null;
            last_check: {
                /** Format: date-time */
                at?: string;
                lines?: components["schemas"]["CheckLine"][];
            } | null;
            thrown_away: {
                /** @description Calls that waited too long, or were too many, because no sync reads them. */
                count: number;
                /** Format: date-time */
                last_at: string;
                /** @description What the last ones told of; an empty name where they named nothing. */
                streams: string[];
            } | null;
            /**
             * Format: date-time
             * @description Until then calls of the other system may still bear the secret before.
             */
            overlap_until: string | null;
            token: {
                expires_at: string | null;
            } | null;
            usage: {
                /** @description Since midnight (UTC): counted by this server since it started, or what the system told, whichever is more. */
                calls_today: number;
                /** @description Calls a day, where known. */
                allowance: number | null;
                waits_until: string | null;
            } | null;
            /** @description Path on this server that the other system calls when something changes there. Whoever knows it can send calls: keep it like a secret. */
            hook: string;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ConnectionPage: {
            items: components["schemas"]["Connection"][];
            page: components["schemas"]["Page"];
        };
        /**
         * @example {
         *       "name": "CRM",
         *       "connector": "salesforce",
         *       "settings": {},
         *       "secrets": {}
         *     }
         */
        ConnectionNew: {
            name: string;
            /** @description Name of the connector. */
            connector: string;
            /** @description By name, as the connector's form says. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description By name. Encrypted, and never shown again. */
            secrets?: {
                [key: string]: string;
            };
        };
        ConnectionPatch: {
            name?: string;
            /** @description Settings to set; `null` takes one away. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description Secrets to set; `null` takes one away. */
            secrets?: {
                [key: string]: string | null;
            };
            /** @enum {string} */
            state?: "active" | "paused";
            /** @description The organisation that answers at the next use is the right one. */
            accept_organisation?: boolean;
        };
        ConnectionRotate: {
            /** @description New secrets; the others stay. */
            secrets: {
                [key: string]: string;
            };
            /**
             * @description For so long calls of the other system may bear the old secret.
             * @default 24
             */
            overlap_hours: number;
        };
        ConnectionRotated: {
            /** @description False when the new secrets do not work: then everything is as it was. */
            rotated: boolean;
            check: components["schemas"]["ConnectionCheck"];
            connection: components["schemas"]["Connection"];
        };
        CheckLine: {
            check: string;
            /** @enum {string} */
            state: "ok" | "warning" | "failed" | "skipped";
            detail: {
                en?: string;
                zh?: string;
            };
            fix: {
                en?: string;
                zh?: string;
            };
        };
        ConnectionCheck: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "ok" | "warning" | "failed" | "skipped";
            lines: components["schemas"]["CheckLine"][];
        };
        Stream: {
            name: string;
            label: string;
            likely_object: string | null;
            /** @description What can be done with it. */
            can: {
                full?: boolean;
                incremental?: boolean;
                deletes?: boolean;
                push?: boolean;
                create?: boolean;
                update?: boolean;
            };
        };
        StreamPage: {
            items: components["schemas"]["Stream"][];
            page: components["schemas"]["Page"];
        };
        StreamField: {
            name: string;
            label: string;
            /** @enum {string} */
            kind: "text" | "integer" | "decimal" | "boolean" | "date" | "datetime" | "select" | "multi_select" | "reference" | "json";
            required?: boolean;
            creatable?: boolean;
            updatable?: boolean;
            is_lookup_key?: boolean;
            /** @description 0 where unknown. */
            length_max?: number;
            options?: string[];
            references?: string[];
        };
        StreamWithFields: {
            name: string;
            label: string;
            likely_object: string | null;
            /** @description What can be done with it. */
            can: {
                full?: boolean;
                incremental?: boolean;
                deletes?: boolean;
                push?: boolean;
                create?: boolean;
                update?: boolean;
            };
            fields: components["schemas"]["StreamField"][];
        };
        /**
         * @example {
         *       "rows": 10
         *     }
         */
        SampleInput: {
            /** @default 20 */
            rows: number;
            /** @description In the system's own language. */
            filter?: string | null;
        };
        Sample: {
            columns: string[];
            key_column: string | null;
            version_column: string | null;
            rows: {
                [key: string]: unknown;
            }[];
            /** @description Nothing follows. */
            whole: boolean;
            notes: {
                code?: string;
                detail?: string;
            }[];
        };
        SuggestInput: {
            /** @description The object to map to; the likeliest one when absent. */
            object?: string | null;
        };
        MappingSuggestion: {
            object: string;
            columns: {
                column: string;
                target: string | null;
                confidence: number;
                reason: {
                    en?: string;
                    zh?: string;
                };
                used: boolean;
            }[];
            /** @description As `mapping` of a sync takes it. */
            mapping: {
                [key: string]: unknown;
            };
            /** @description Rows it was proposed from. */
            rows: number;
        };
        ReadySync: {
            name: string;
            title: {
                en?: string;
                zh?: string;
            };
            summary: {
                en?: string;
                zh?: string;
            };
            /** @description Sides of the job; each becomes a sync of its own. */
            roles: {
                name: string;
                title: {
                    en?: string;
                    zh?: string;
                };
                choices: {
                    connector: string;
                    object: string;
                    /** @description Null where it is found by its label. */
                    stream: string | null;
                    connections: {
                        /** @example 1099511627777 */
                        id: string;
                        name: string;
                    }[];
                }[];
            }[];
        };
        ReadySyncPage: {
            items: components["schemas"]["ReadySync"][];
            page: components["schemas"]["Page"];
        };
        PrepareInput: {
            role: string;
            connection: string;
            /** @description The stream, where it is not the usual one. */
            stream?: string | null;
            /** @description Name of the sync; the job and the connection when absent. */
            name?: string | null;
        };
        PreparedSync: {
            /** @description As `SyncDefinition`, with its defaults; a small share of the records takes part. */
            definition: {
                [key: string]: unknown;
            };
            /** @description Lines whose columns the system does not have. */
            left_out: {
                /** @enum {string} */
                side: "in" | "out";
                field: string;
                columns: string[];
            }[];
        };
        Sync: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            /** @example 1099511627777 */
            connection_id: string;
            connection: string;
            stream: string;
            object: string;
            /** @enum {string} */
            state: "draft" | "live" | "paused" | "archived";
            /** @description Why it is paused. */
            reason: string | null;
            version: number;
            /** @description As `SyncDefinition`, with its defaults. */
            definition: {
                [key: string]: unknown;
            };
            last_run: string | null;
            last_success_at: string | null;
            next_run_at: string | null;
            freshness?: {
                /** @enum {string} */
                state: "fresh" | "stale" | "unknown";
                age_seconds?: number | null;
                target_seconds?: number | null;
                /** @description The schedule missed two of its times. */
                late?: boolean;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SyncPage: {
            items: components["schemas"]["Sync"][];
            page: components["schemas"]["Page"];
        };
        SyncRunInput: {
            /**
             * @description What changed, everything, or a span of time.
             * @enum {string}
             */
            mode?: "auto" | "full" | "range";
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to?: string;
            /** @description Only records for which this says yes, in the language of list filters over the object's fields; everything is read to find them unless `mode` says otherwise. What is left out stays as it is, no cursor moves, nothing counts as missing, and nothing is written to the other system. */
            filter?: string;
        };
        Queued: {
            id: string;
            queued: boolean;
        };
        SyncPreview: {
            /** @description What `:apply` takes; null for a sync that only writes. */
            plan: string | null;
            /** @description What reading would do. */
            report: {
                [key: string]: unknown;
            } | null;
            /** @description What writing would do before anything more is read: `create`, `update`, `delete`, `in_sync`, `left_out`, `waits`, `conflicts` and the first `writes`. */
            writes: {
                [key: string]: unknown;
            } | null;
        };
        SyncApplyInput: {
            plan: string;
            /** @description Only what becomes of these records, by their ids in the other system (`external_ids` of the plan). The rest can be done with the same plan afterwards. */
            only?: string[];
        };
        SyncPass: {
            runs: string[];
        };
        Reconciliation: {
            /** @example 1099511627777 */
            run_id: string;
            /** @enum {string} */
            status: "done" | "warning";
            read: number;
            left_out?: number;
            equal: number;
            missing_here: number;
            missing_there: number;
            different: number;
            /** @description Rows there that are the same record here as another row, and differ from what is here; no difference to repair: what is here wins, and goes to that other row alone. */
            same_record: number;
            /** @description Differences that `/runs/{run_id}/writes` lists. */
            listed: number;
        };
        WidenInput: {
            /** @description Percent of the records, more than now. */
            share?: number;
            /** @description All records and fields. */
            whole?: boolean;
        };
        GoLiveInput: {
            /** @description A rehearsal of this version in which every promise held; refused otherwise. Of a draft, the newest such one where nothing is named; none is a conflict (`not_rehearsed`). */
            rehearsal?: string;
            /** @description Why it goes live without one; kept with the sync. */
            override?: string;
            /** @description Paused at once: nothing runs by itself before somebody resumes it, and `:apply` with `only` works meanwhile. */
            paused?: boolean;
        };
        PushBackInput: {
            /** @example 1099511627777 */
            run: string;
        };
        PushedBack: {
            /** @example 1099511627777 */
            run_id: string;
            written: number;
            /** @description Records that somebody changed there since; they are left alone. */
            kept: number;
            changed_since: string[];
            failed: number;
        };
        ExternalWrite: {
            number: number;
            record: string | null;
            /** @enum {string} */
            operation: "create" | "update" | "delete" | "reconcile";
            /**
             * @example created
             * @example updated
             * @example deleted
             * @example refused
             * @example unknown
             * @example missing_here
             * @example missing_there
             * @example different
             * @example same_record
             */
            outcome: string;
            external_id: string;
            /** @description What the other system showed before, as far as known. */
            old: {
                [key: string]: unknown;
            };
            /** @description What it was given. */
            new: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            at: string;
            /** @description The other system's code, where it refused; of `same_record` the other system's id of the row that is written. */
            code: string | null;
            /** @description Its words. */
            message: string | null;
            /** @description How it was sent and answered, where it was refused or nobody knows: neither bodies nor secrets. */
            calls: {
                /** @enum {string} */
                method: "POST" | "PUT" | "PATCH" | "DELETE";
                host: string;
                /** @description Template, without values. */
                path: string;
                /** @description None when no answer came. */
                status: number | null;
                /** @description The other system's id of the call. */
                request_id: string | null;
                /** Format: date-time */
                at: string;
                /** @description Records that went together, this one included. */
                records: number;
            }[];
        };
        ExternalWritePage: {
            items: components["schemas"]["ExternalWrite"][];
            page: components["schemas"]["Page"];
        };
        PauseInput: {
            reason?: string;
        };
        SyncVersionLine: {
            version: number;
            actor: string;
            /** Format: date-time */
            at: string;
        };
        SyncVersionPage: {
            items: components["schemas"]["SyncVersionLine"][];
            page: components["schemas"]["Page"];
        };
        SyncVersion: {
            /** @example 1099511627777 */
            sync: string;
            version: number;
            definition: {
                [key: string]: unknown;
            };
            against: number | null;
            changes: {
                pointer: string;
                old: unknown;
                new: unknown;
            }[];
        };
        SyncMember: {
            record: string | null;
            /** @description The other system's id of it, as far as known. */
            external_id: string | null;
            /** @description Why it stands there, where that is not plain. */
            code: string | null;
            /** @description The words of the other system, or the reason that a person gave. */
            detail: string | null;
            /** @description For a row that was refused or waits: the id of its problem. */
            problem: string | null;
            /** @description The row among those of the problem. */
            row: string | null;
            /** @description The row as it came, by column. */
            values: {
                [key: string]: unknown;
            } | null;
        };
        SyncMemberPage: {
            items: components["schemas"]["SyncMember"][];
            page: components["schemas"]["Page"];
        };
        SyncCounts: {
            /** @description Equal on both sides as far as known; of a sync that only reads, part of a record. */
            in_sync: number;
            /** @description By the share, a filter or a person; of a sync that only reads, by a person. */
            left_out: number;
            /** @description Refused here or there, and kept. */
            failing: number;
            /** @description For a person to decide. */
            waiting: number;
        };
        RehearseInput: {
            /** @description Names of scenarios and sets; all without one. */
            scenarios?: string[];
            /** @description Decides data and chance; 7 unless said. */
            seed?: number;
            /** @description People in the simulator; 60 unless said. */
            records?: number;
            /** @description Records of this installation that it begins with, masked: no real value leaves the database. None unless said. */
            sample?: number;
        };
        Rehearsal: {
            /** @example 1099511627777 */
            run_id: string;
            /** @example 1099511627777 */
            sync: string;
            version: number;
            /** @enum {string} */
            status: "queued" | "running" | "passed" | "failed" | "cancelled" | "interrupted";
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            scenarios: {
                name: string;
                /** @enum {string} */
                result: "passed" | "failed" | "skipped";
            }[];
        };
        RehearsalPage: {
            items: components["schemas"]["Rehearsal"][];
            page: components["schemas"]["Page"];
        };
        Simulated: {
            systems: {
                name: string;
                address: string;
                faults: {
                    id: number;
                    spec: string;
                    struck: number;
                    is_spent: boolean;
                }[];
                /** @description What only this system gets wrong. */
                own_faults: {
                    /** @description What stands in `spec` behind the system, before how often. */
                    order: string;
                    title: {
                        en: string;
                        zh: string;
                    };
                }[];
            }[];
        };
        FaultOrder: {
            /** @description `SYSTEM[:ENDPOINT]:KIND[=VALUE][:OPTION=VALUE]…`, e.g. `salesforce:query:429:retry_after=2:times=3`. */
            spec: string;
        };
        Scenarios: {
            sets: {
                name: string;
                title: {
                    en: string;
                    zh: string;
                };
                scenarios: string[];
            }[];
            scenarios: {
                name: string;
                title: {
                    en: string;
                    zh: string;
                };
                faults: string[];
                /** @description Only systems of this connector do it; null for those of all. */
                connector: string | null;
                /** @description True where it happens to syncs whose system calls and cannot be asked, false where it happens to the others, null where to both. */
                is_called: boolean | null;
            }[];
        };
        /**
         * @example {
         *       "name": "Contacts from the CRM",
         *       "connection": "CRM",
         *       "stream": "Contact",
         *       "object": "customers",
         *       "mapping": {
         *         "version": 1,
         *         "object": "customers",
         *         "fields": [
         *           {
         *             "from": "Id",
         *             "to": "external_id"
         *           },
         *           {
         *             "from": "Name",
         *             "to": "name"
         *           }
         *         ]
         *       },
         *       "triggers": {
         *         "schedule": {
         *           "every": "5m"
         *         }
         *       }
         *     }
         */
        SyncDefinition: {
            name: string;
            /** @description Name of the connection. */
            connection: string;
            stream: string;
            object: string;
            /** @description Name under which its records are kept as source records; the connection's when absent. */
            source?: string;
            /** @enum {string} */
            direction?: "in" | "out" | "both";
            /** @description From columns to fields; `:suggest` proposes one. Where it names no `region` or `currency`, it is given those of the installation when it is saved, and keeps them. */
            mapping?: {
                [key: string]: unknown;
            };
            /** @description From fields to the stream's: `key_field`, `fields`, `create`, `delete`. */
            outgoing?: {
                [key: string]: unknown;
            };
            /** @description Exceptions for single fields. */
            fields?: {
                [key: string]: {
                    /** @enum {string} */
                    direction?: "in" | "out" | "both";
                    /** @enum {string} */
                    conflict?: "source_wins" | "newest" | "rapport_wins" | "ask";
                };
            };
            /** @enum {string} */
            conflict?: "source_wins" | "newest" | "rapport_wins" | "ask";
            /** @example 5m */
            clock_tolerance?: string;
            /** @enum {string} */
            policy?: "merge" | "review";
            filter?: string;
            source_filter?: string;
            /** @description Records that people leave out: neither read nor written, what is known of them stays. Each by its id there or its record here. */
            excluded?: {
                id?: string;
                record?: string;
                reason: string;
            }[];
            /** @enum {string} */
            empty_values?: "clear" | "keep";
            deletions?: {
                /** @enum {string} */
                policy?: "ignore" | "unlink" | "delete";
                share_max?: number;
                count_free?: number;
            };
            triggers?: {
                schedule?: {
                    /** @example 5m */
                    every?: string;
                    /** @description Five fields; instead of `every`. */
                    cron?: string;
                    /** @description IANA zone; UTC when absent. */
                    zone?: string;
                    hours?: string;
                };
                push?: boolean;
                change?: boolean;
            };
            /** @enum {string} */
            priority?: "high" | "normal" | "low";
            /** @example 5m */
            freshness?: string;
            rollout?: {
                share?: number;
                filter?: string;
                fields?: string[];
            };
            limits?: {
                error_share_max?: number;
                changed_share_max?: number;
                protected_share_max?: number;
                records_min?: number;
                volume_change_max?: number;
            };
            reconcile?: {
                /** @example 5m */
                every?: string;
                /** @description Five fields; instead of `every`. */
                cron?: string;
                /** @description IANA zone; UTC when absent. */
                zone?: string;
                hours?: string;
            };
            /** @description How often a record is sent that may be taken later, before it stands under the problems; 5 when absent. */
            attempts_max?: number;
            /** @description Names of the channels by which people are told of alerts of this sync; all of them when absent, none when empty. Where none of the named ones is left, all are told. */
            alert_channels?: string[];
        };
        /**
         * @description A merge patch (RFC 7396) of the definition: members that are named change, `null` takes one away.
         * @example {
         *       "rollout": {
         *         "share": 5
         *       }
         *     }
         */
        SyncPatch: {
            [key: string]: unknown;
        };
        Settings: {
            /**
             * @description Region of the installation, an ISO 3166-1 code: the country of phone numbers and addresses that name none, and with it the currency of amounts that name none, wherever no mapping says otherwise.
             * @example DE
             */
            region: string;
            writing: {
                /** @description Nothing is written to other systems. */
                held: boolean;
                reason: string | null;
            };
            network: {
                /** @description Hosts (`erp.example.local`, `*.example.local`), addresses and networks (`10.0.0.0/8`) that may be called besides the open Internet. */
                allowed_addresses: string[];
                /** @description Ports of the open Internet besides the usual ones. */
                allowed_ports: number[];
                /** @description Set on the machine only. */
                ca_file: string | null;
                /** @description Folders that files may be read from. Set on the machine only. */
                folders: string[];
                /** @description What the running process allows besides. */
                set_at_start: {
                    [key: string]: unknown;
                };
            };
        };
        SettingsPatch: {
            /**
             * @description Region of the installation, an ISO 3166-1 code: the country of phone numbers and addresses that name none, and with it the currency of amounts that name none, wherever no mapping says otherwise.
             * @example DE
             */
            region?: string;
            network?: {
                /** @description Hosts (`erp.example.local`, `*.example.local`), addresses and networks (`10.0.0.0/8`) that may be called besides the open Internet. */
                allowed_addresses?: string[];
                /** @description Ports of the open Internet besides the usual ones. */
                allowed_ports?: number[];
            };
            writing?: {
                /** @description False lets syncs write again, also after a backup was brought back. */
                held: boolean;
            };
        };
        ProblemGroup: {
            /** @description Object, source, code and field; stays the same. */
            id: string;
            object: string;
            source: string;
            code: string;
            /** @description Empty for the whole record. */
            field: string;
            cause: {
                en: string;
                zh: string;
            };
            advice: {
                en: string;
                zh: string;
            };
            count: number;
            /** @description How many of them wait for a decision. */
            held: number;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            /** @description Rows that came on each of the last fourteen days in UTC, whatever became of them; days without any are left out. */
            trend: {
                /** Format: date */
                day: string;
                count: number;
            }[];
            /** @description The syncs that met them. */
            syncs: string[];
            /** @description How many rows each of these syncs met. */
            by_sync: {
                /** @example 1099511627777 */
                sync: string;
                count: number;
            }[];
            /** @description The person who looks after it. */
            assignee: string | null;
            snoozed_until: string | null;
            /** @description Why it may wait, or what is known about it. */
            reason: string | null;
        };
        ProblemCare: {
            assignee?: string | null;
            snoozed_until?: string | null;
            reason?: string | null;
        };
        ProblemGroupPage: {
            items: components["schemas"]["ProblemGroup"][];
            page: components["schemas"]["Page"];
        };
        ProblemRecord: {
            /** @description Run and place. */
            id: string;
            /** @example 1099511627777 */
            run: string;
            row: number;
            /** @enum {string} */
            state: "rejected" | "held" | "ended";
            code: string;
            field: string;
            detail: string;
            /** @description The original row, by column. */
            values: unknown;
            /** @description The records that fit, for a row that waits for a decision. */
            candidates: string[];
            /** @description How it ended, by whom, when, with which corrections. */
            ended: {
                [key: string]: unknown;
            } | null;
        };
        ProblemRecordPage: {
            items: components["schemas"]["ProblemRecord"][];
            page: components["schemas"]["Page"];
        };
        RefusedRow: {
            /** @description Run and place. */
            id: string;
            /** @example 1099511627777 */
            run: string;
            row: number;
            /** @enum {string} */
            state: "rejected" | "held" | "ended";
            code: string;
            field: string;
            detail: string;
            /** @description The original row, by column. */
            values: unknown;
            /** @description The records that fit, for a row that waits for a decision. */
            candidates: string[];
            /** @description How it ended, by whom, when, with which corrections. */
            ended: {
                [key: string]: unknown;
            } | null;
            /** @description Id of its problem: what it has in common with rows of other runs. */
            problem: string;
            /** @description The other system's id of it, as far as known. */
            external_id: string | null;
        };
        RefusedRowPage: {
            items: components["schemas"]["RefusedRow"][];
            page: components["schemas"]["Page"];
        };
        RunReplay: {
            /** @description Rows of this run that are open or were left out. */
            records: string[];
        };
        ProblemTest: {
            record: string;
            /** @description Corrections by column. */
            values?: {
                [key: string]: unknown;
            };
        };
        ProblemTried: {
            applies: boolean;
            report: {
                [key: string]: unknown;
            };
            /** @description How records would change. */
            examples: {
                [key: string]: unknown;
            }[];
            refused: string[];
        };
        ProblemReplay: {
            /** @description All open ones when absent, at most 10,000. */
            records?: string[] | null;
            /** @description Corrections of single rows: by row, then by column. */
            values?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @description A correction of all of them, by column. */
            set?: {
                [key: string]: unknown;
            };
        };
        ProblemReplayed: {
            runs: string[];
            replayed: number;
            /** @description Of these, refused again. */
            refused: number;
            /** @description Pushes handed back to be read again. */
            inbox: number;
            /** @description Written to the other system again with the next pass. */
            due: number;
            /** @description Known in a newer version by now. */
            superseded: number;
        };
        ProblemDecide: {
            /**
             * @description `this`: each row is `record`. `one`: the records that a row fits are one, and it is that one. `new`: each row is a new record, told apart from them.
             * @enum {string}
             */
            choice: "this" | "one" | "new";
            /** @description For `this`: one of the records that the rows fit; not needed where there is only one. */
            record?: string | null;
            /** @description The rows; all that wait for a decision when absent, at most 10,000. */
            records?: string[] | null;
        };
        ProblemExclude: {
            records?: string[] | null;
            reason: string;
        };
        ProblemExcluded: {
            excluded: number;
        };
        ProblemNote: {
            /** @example 1099511627777 */
            id: string;
            /**
             * @description `note`: words of a person. The others tell what somebody did.
             * @enum {string}
             */
            kind: "note" | "assigned" | "snoozed" | "woken" | "replayed" | "decided" | "excluded";
            /** @description Who, as in the history of a record. */
            by: string;
            /** Format: date-time */
            at: string;
            /** @description What was said, or why rows were left out or may wait. */
            text?: string;
            /** @description Who looks after it from then on. */
            person?: string | null;
            /**
             * Format: date-time
             * @description Until when it may wait.
             */
            until?: string;
            /** @description How many rows were applied again, decided or left out. */
            rows?: number;
            /** @description Of these, refused again. */
            refused?: number;
            /** @description The correction of all of them, by column. */
            values?: {
                [key: string]: unknown;
            };
            /**
             * @description What rows are that fit several records.
             * @enum {string}
             */
            choice?: "this" | "one" | "new";
            record?: string | null;
        };
        ProblemNotePage: {
            items: components["schemas"]["ProblemNote"][];
            page: components["schemas"]["Page"];
        };
        ProblemNoteInput: {
            text: string;
        };
        Review: {
            /** @example 1099511627777 */
            id: string;
            kind: string;
            /** @enum {string} */
            state: "open" | "settled" | "obsolete";
            sync?: string | null;
            run?: string | null;
            object?: string | null;
            record?: string | null;
            subject: string;
            /**
             * Format: date-time
             * @description By when whoever asked wants an answer. Nothing happens by itself when it passes.
             */
            answer_by?: string | null;
            /** @description Facts to decide by. */
            detail: unknown;
            choices: string[];
            /** Format: date-time */
            created_at: string;
            settled_at?: string | null;
            settled_by?: string | null;
            /** @description What went on by the decision. */
            runs?: string[];
        };
        ReviewPage: {
            items: components["schemas"]["Review"][];
            page: components["schemas"]["Page"];
        };
        ReviewSettle: {
            /** @enum {string} */
            choice: "approve" | "reject" | "here" | "there" | "this" | "again" | "dismiss";
            /** @description Why; needed to reject a preview, and to approve a part of one. */
            reason?: string;
            /** @description With `this`: which record of the other system it is. */
            external_id?: string;
            /** @description With `approve` of a preview: only these records, by their ids in the other system. The sync is paused, so that no run does the rest by itself; `detail` then tells how many were `approved` and `left_out`, and which (`only`). */
            only?: string[];
        };
        ApprovalRequest: {
            /** @description `plan` of the preview. */
            plan: string;
            /** @description For whoever decides. */
            note?: string;
            /**
             * Format: date-time
             * @description By when an answer is wanted: from now on, within a year.
             */
            answer_by?: string | null;
        };
        Alert: {
            /** @example 1099511627777 */
            id: string;
            kind: string;
            subject: string;
            is_open: boolean;
            detail: unknown;
            /** Format: date-time */
            opened_at: string;
            closed_at: string | null;
            /** @description When a channel last took a notice of it. */
            sent_at: string | null;
        };
        AlertPage: {
            items: components["schemas"]["Alert"][];
            page: components["schemas"]["Page"];
        };
        AlertChannel: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "webhook" | "email" | "message";
            enabled: boolean;
            /** @enum {string} */
            language: "en" | "zh";
            /** @description webhook: `url`. email: `host`, `port`, `encryption` (`starttls`, `tls`, `plain`), `user`, `from`, `to`. message: `connection` (id or name of a connection of a messenger), `to` (ids of people, `department:ID`; empty for the group of its bot). */
            settings: {
                [key: string]: unknown;
            };
            /** @description Whether each is set. */
            secrets: {
                [key: string]: boolean;
            };
            last_sending: {
                /** Format: date-time */
                at: string;
                arrived: boolean;
                reason: string | null;
            } | null;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AlertChannelPage: {
            items: components["schemas"]["AlertChannel"][];
            page: components["schemas"]["Page"];
        };
        /**
         * @example {
         *       "name": "On call",
         *       "kind": "webhook",
         *       "settings": {
         *         "url": "https://example.com/alerts"
         *       },
         *       "secrets": {
         *         "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
         *       }
         *     }
         */
        AlertChannelNew: {
            name: string;
            /** @enum {string} */
            kind: "webhook" | "email" | "message";
            /** @default true */
            enabled: boolean;
            /** @enum {string} */
            language?: "en" | "zh";
            /** @description webhook: `url`. email: `host`, `port`, `encryption` (`starttls`, `tls`, `plain`), `user`, `from`, `to`. message: `connection` (id or name of a connection of a messenger), `to` (ids of people, `department:ID`; empty for the group of its bot). */
            settings: {
                [key: string]: unknown;
            };
            /** @description webhook: `secret`, `whsec_` and base64 of 24 to 64 bytes. email: `password`. message: none. */
            secrets?: {
                [key: string]: string;
            };
        };
        AlertChannelPatch: {
            name?: string;
            /** @description Switching it off forgets what was on its way. */
            enabled?: boolean;
            /** @enum {string} */
            language?: "en" | "zh";
            /** @description Settings to set; `null` takes one away. */
            settings?: {
                [key: string]: unknown;
            };
            secrets?: {
                [key: string]: string | null;
            };
        };
        /**
         * @example {
         *       "email": "li@example.com",
         *       "password": "correct horse battery"
         *     }
         */
        SignIn: {
            email: string;
            password: string;
        } | {
            token: string;
        };
        Session: {
            /**
             * @description Region of the installation, an ISO 3166-1 code: the country of phone numbers and addresses that name none, and with it the currency of amounts that name none, wherever no mapping says otherwise.
             * @example DE
             */
            region: string;
            /** @description Of amounts that name none: that of the region. */
            currency: string;
            /** @description For `GET /events?after=`: what happens from now on is told. */
            events_after: number;
            person: components["schemas"]["SignedIn"] | null;
            key?: {
                actor: string;
                scopes: string[];
            };
            expires_at: string | null;
        };
        SignedIn: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "editor" | "reader" | "custom";
            admin: boolean;
            scopes: string[];
            language: string | null;
            has_password: boolean;
        };
        OwnPassword: {
            /** @description Not needed within a quarter of an hour after signing in by a link. */
            current?: string | null;
            new: string;
        };
        PersonSession: {
            /** @example 1099511627777 */
            id: string;
            /** @example 1099511627777 */
            person: string;
            /** @enum {string} */
            way: "password" | "link" | "setup";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            seen_at: string;
            /** Format: date-time */
            expires_at: string;
            address: string;
            agent: string;
            current: boolean;
        };
        PersonSessionPage: {
            items: components["schemas"]["PersonSession"][];
            page: components["schemas"]["Page"];
        };
        SetupState: {
            needed: boolean;
        };
        Setup: {
            token: string;
            name: string;
            email: string;
            password: string;
            language?: ("en" | "zh-CN") | null;
            region?: string | null;
            /**
             * @description Begin with sample data.
             * @default false
             */
            sample: boolean;
            /**
             * @description Begin with simulated systems.
             * @default false
             */
            sandbox: boolean;
        };
        Person: {
            /** @example 1099511627777 */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "editor" | "reader" | "custom";
            disabled_at: string | null;
            /** @description For administrators and oneself. */
            email?: string;
            scopes?: string[];
            has_password?: boolean;
            /** Format: date-time */
            created_at?: string;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            page: components["schemas"]["Page"];
        };
        PersonNew: {
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "editor" | "reader";
            language?: ("en" | "zh-CN") | null;
        };
        PersonMade: {
            person: components["schemas"]["Person"];
            link: components["schemas"]["SignInLink"];
        };
        /**
         * @example {
         *       "role": "editor"
         *     }
         */
        PersonPatch: {
            name?: string;
            /** @enum {string} */
            role?: "admin" | "editor" | "reader";
            /** @description Shut out; all sessions end at once. */
            disabled?: boolean;
        };
        SignInLink: {
            /** @description Opens the web app signed in, once: the address of the web app and `#token=` before it. */
            token: string;
            /** Format: date-time */
            expires_at: string;
        };
        Preferences: {
            language?: ("en" | "zh-CN") | null;
            theme?: ("system" | "light" | "dark") | null;
            /** @description Columns of lists, by list. */
            columns?: {
                [key: string]: string[];
            };
            /** @description What screens remember. */
            values?: {
                [key: string]: unknown;
            };
        };
        View: {
            /** @example 1099511627777 */
            id: string;
            object: string;
            name: string;
            shared: boolean;
            owner: string;
            own: boolean;
            definition: {
                [key: string]: unknown;
            };
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ViewPage: {
            items: components["schemas"]["View"][];
            page: components["schemas"]["Page"];
        };
        ViewNew: {
            object: string;
            name: string;
            /** @default false */
            shared: boolean;
            /** @description Columns, filter, order, layout; kept as it comes, at most 32 KiB. */
            definition: {
                [key: string]: unknown;
            };
        };
        ViewPatch: {
            name?: string;
            shared?: boolean;
            /** @description Columns, filter, order, layout; kept as it comes, at most 32 KiB. */
            definition?: {
                [key: string]: unknown;
            };
        };
        Summary: {
            /** Format: date-time */
            at: string;
            objects: components["schemas"]["ObjectHealth"][];
            /** @description How many syncs are `fresh`, `stale`, `unknown`, `paused`, `draft`. */
            syncs: {
                [key: string]: number;
            };
        };
        ObjectHealth: {
            object: string;
            records: number;
            /** @description False: `records` is an estimate. */
            exact: boolean;
            /** @description Records that shares and findings were learned from. */
            looked_at: number;
            fill: {
                field: string;
                share: number;
            }[];
            findings: {
                code: string;
                field: string;
                count: number;
            }[];
            /** @description Rows that could not be applied and are open. */
            problems: number;
            /** @description Decisions between several records that wait. */
            duplicates: number;
            /** @description Conflicts that wait for a decision. */
            conflicts: number;
        };
        DuplicateGroup: {
            /** @example 1099511627777 */
            id: string;
            object: string;
            /** @enum {string} */
            state: "open" | "dismissed" | "merged" | "later";
            /** @description How likely they are one: the sum of the points of the pair that agrees least. */
            score: number;
            /** @description Match-key fields of which they share values. */
            matched_by: string[];
            /** @description Field by field, what weighs most first. */
            reasons: {
                field: string;
                /** @enum {string} */
                outcome: "same" | "similar" | "different";
                /** @description Added to the score; below 0 what speaks against. */
                points: number;
            }[];
            /** @description The records as they were found. */
            record_ids: string[];
            /** @description The live records that they are now. */
            records: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            found_at: string;
            settled_at: string | null;
            settled_by: string | null;
            /** @description When a group that was put off waits again. */
            later_until?: string | null;
            /** @description What refers to each record and follows it in a merge; only where one group is asked for. */
            related?: {
                /** @example 1099511627777 */
                record: string;
                object: string;
                field: string | null;
                count: number;
            }[];
        };
        DuplicateLater: {
            /**
             * Format: date-time
             * @description Within the next 366 days.
             */
            until: string;
        };
        DuplicateRule: {
            /** @description Groups with at least this score are merged without a person; null where people decide all. */
            merge_from: number | null;
            foretold: {
                /** @description The score that is looked at. */
                merge_from: number;
                /** @description Groups that wait and would be merged now. */
                waiting: number;
                /** @description Groups with such a score that were merged anyway. */
                merged: number;
                /** @description Groups with such a score that people told apart. */
                told_apart: number;
            };
        };
        DuplicateRuleInput: {
            object: string;
            merge_from?: number | null;
        };
        SyncsAsked: {
            /** @description The syncs that run now. */
            syncs: {
                /** @example 1099511627777 */
                id: string;
                name: string;
            }[];
        };
        DuplicateGroupPage: {
            items: components["schemas"]["DuplicateGroup"][];
            page: components["schemas"]["Page"];
        };
        Backup: {
            /** @example 1099511627777 */
            id: string;
            /** @description Its name in the folder of backups, once it is whole. */
            file: string | null;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            bytes: number | null;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            /** @description It was read from its first to its last page. */
            verified: boolean;
            error: string | null;
        };
        BackupPage: {
            items: components["schemas"]["Backup"][];
            page: components["schemas"]["Page"];
        };
        System: {
            version: string;
            /** Format: date-time */
            started_at: string;
            uptime_seconds: number;
            database: {
                /** @enum {string} */
                kind: "sqlite" | "postgresql";
                version: string;
                bytes: number;
            };
            disk: {
                free_bytes: number;
                total_bytes: number;
            } | null;
            /** @description Resident memory of the process. */
            memory_bytes: number | null;
            changes: {
                /** @description Entries of the log of changes. */
                kept: number;
            };
            search: {
                position: number;
                head: number;
                behind: number;
            };
            last_backup: components["schemas"]["Backup"] | null;
        };
        Roles: {
            roles: {
                /** @enum {string} */
                name: "admin" | "editor" | "reader";
                label: {
                    en: string;
                    zh: string;
                };
                scopes: string[];
            }[];
            operations: {
                id: string;
                method: string;
                path: string;
                tag: string;
                summary: string;
                /** @enum {string} */
                needs: "nothing" | "any" | "read" | "write" | "admin";
                roles: ("admin" | "editor" | "reader")[];
            }[];
        };
        ImportApply: {
            /** @description Preview again instead of importing; needed with any of the other members. */
            dry_run?: boolean;
            mapping?: {
                [key: string]: unknown;
            } | null;
            match?: string[] | null;
            /** @enum {string|null} */
            policy?: "merge" | "review" | null;
            source?: string | null;
            encoding?: string | null;
            sheet?: string | null;
        };
        /**
         * @example {
         *       "mapping": {
         *         "version": 1,
         *         "object": "customers",
         *         "fields": [
         *           {
         *             "from": "Id",
         *             "to": "external_id"
         *           },
         *           {
         *             "from": "Name",
         *             "to": "name"
         *           },
         *           {
         *             "from": "Phone",
         *             "to": "phone"
         *           }
         *         ]
         *       },
         *       "rows": [
         *         {
         *           "Id": "C-1",
         *           "Name": "上海示例贸易有限公司",
         *           "Phone": "138 0013 8000"
         *         }
         *       ]
         *     }
         */
        MappingTrial: {
            /** @description As in a sync: `version`, `object`, `fields` and what else a mapping has. */
            mapping: {
                [key: string]: unknown;
            };
            /** @description Values by column, as `:sample` of a stream gives them. */
            rows: {
                [key: string]: unknown;
            }[];
            /** @description Columns that the source has, also where none of the rows has a value. */
            columns?: string[];
            /** @description Name of the source, whose ids are then known; that of the mapping when absent. */
            source?: string | null;
            /** @description Match keys; those of the mapping when absent, else the object's. */
            match?: string[] | null;
            /** @enum {string} */
            policy?: "merge" | "review";
            /** @description Fields of the object, as in a sync: says of each row whether it is in scope. */
            filter?: string | null;
        };
        OutgoingTrial: {
            /** @description Rules as in `outgoing.fields` of a sync. */
            fields: {
                [key: string]: unknown;
            }[];
            records: string[];
        };
        OutgoingTried: {
            /** @description Those of them that are live, in their order. */
            records: {
                /** @example 1099511627777 */
                id: string;
                /** @description One for each rule. */
                values: {
                    /** @description What the other system would be given. */
                    value: unknown;
                    /** @description It would be given its own id of the record that this one refers to. */
                    refers: boolean;
                }[];
            }[];
        };
        MappingTable: {
            /** @description As in a sync. */
            mapping: {
                [key: string]: unknown;
            };
            /** @description What the source has, for the lists that the cells offer. */
            columns?: {
                name: string;
                /** @description An example value. */
                sample?: string;
            }[];
        };
        MappingRead: {
            /** @description As in a sync. */
            mapping: {
                [key: string]: unknown;
            };
            counts: {
                rules: number;
                left_out: number;
            };
        };
        MappingFinding: {
            code: string;
            /** @description Empty for the whole row. */
            field: string;
            /** @description The part of the value that is meant. */
            detail: string;
            text: {
                en: string;
                zh: string;
            };
        };
        MappingTried: {
            counts: {
                rows: number;
                refused: number;
                with_findings: number;
                in_scope: number;
                new: number;
                found: number;
                several: number;
            };
            rows: {
                external_id: string | null;
                updated_at: string | null;
                /** @description By field, in the form in which they would be stored. */
                values: {
                    [key: string]: unknown;
                };
                findings: components["schemas"]["MappingFinding"][];
                /** @description Whether the filter takes it; null for a row that cannot be mapped. */
                in_scope: boolean | null;
                refused: components["schemas"]["MappingFinding"] | null;
                match: {
                    /** @enum {string} */
                    outcome: "new" | "found" | "several";
                    /** @description The live records that it belongs to or that fit. */
                    records: string[];
                } | null;
            }[];
        };
        AlertOpened: {
            /** @constant */
            type: "alert.opened";
            /** Format: date-time */
            timestamp: string;
            data: components["schemas"]["AlertNotice"];
        };
        AlertClosed: {
            /** @constant */
            type: "alert.closed";
            /** Format: date-time */
            timestamp: string;
            data: components["schemas"]["AlertNotice"];
        };
        AlertTest: {
            /** @constant */
            type: "alert.test";
            /** Format: date-time */
            timestamp: string;
            data: components["schemas"]["AlertNotice"];
        };
        AlertNotice: {
            /** @description Id of the alert; `0` for a trial. */
            id: string;
            /** @description `stale`, `late`, `failing`, `paused`, `warning`, `held`, or `test`. */
            kind: string;
            /** @description What it is about, e.g. `sync:3`. */
            subject: string;
            /** @description Name of the sync, or of the channel in a trial. */
            name: string;
            title: string;
            advice: string;
            /** @description Numbers and times of this kind of alert. */
            facts: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            opened_at: string;
            closed_at: string | null;
            /** @description Where people look at it, where this installation knows how they reach it. */
            url?: string;
        };
    };
    responses: {
        /** @description The request cannot be read */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not signed in, or no valid API key */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The format asked for is not offered */
        Problem406: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body came too slowly */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Contradicts stored data, or several records match */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No longer kept */
        Problem410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The record changed meanwhile */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The content type is not taken */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Values break the rules of their fields */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The object demands If-Match */
        Problem428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The address or the headers are too large */
        Problem431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Our fault */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The other system refuses or does not work */
        Problem502: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Busy, or writing is switched off */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description How many at most; 50 when absent.
         * @example 5
         */
        limit: number;
        /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
        cursor: string;
        /** @description Only these; both when absent. */
        kind: "import" | "import_preview";
        /** @description Only runs that stand so. */
        state: "open" | "queued" | "running" | "done" | "done_with_rejects" | "failed" | "cancelled" | "paused" | "warning";
        /**
         * @description The object to import into.
         * @example customers
         */
        object: string;
        /** @description Name of the file; its ending tells the format. */
        file_name: string;
        /** @description Name of the system the rows come from; the same name next time means the same rows. */
        source: string;
        /** @description Fields that identify a record, separated by commas; as the object defines when absent. */
        match: string;
        /** @description Text encoding; found out when absent. */
        encoding: string;
        /** @description Sheet of a workbook; all visible ones with the same columns when absent. */
        sheet: string;
        /** @description What to do with a row that fits several records: they are one (merge, undoable), or a person decides (review). */
        policy: "merge" | "review";
        /** @description Mapping as YAML text; proposed from the column names when absent. In a form it may be a file (YAML or XLSX). */
        mapping: string;
        /** @description Work out exactly what would happen, and change nothing. */
        dry_run: boolean;
        /** @description As `Accept` asks when absent, csv without it. */
        format: "csv" | "xlsx" | "json";
        /** @description Only runs of this sync. */
        sync: string;
        /** @description Only changes of these objects, separated by commas. */
        objects: string;
        /** @description Show archived ones too. */
        include_archived: boolean;
        /** @description `plan` of the preview; needed unless the sync only writes. Refused when what it was made of has changed. */
        plan: string;
        /** @description Only of this system. */
        system: string;
        /** @description Only this one; needs `system`. */
        id: number;
        /** @description The version to compare with; the one before when absent. */
        against: number;
        /** @description What merging from this score on would have done; the score of the rule when absent. */
        merge_from: number;
        /** @description Only those that are not over. */
        open: boolean;
        /** @description Sessions of all people; administrators only. */
        everybody: boolean;
        /** @description What happened since this place is told first: `events_after` of the session. */
        after: number;
        /** @description Only these fields, separated by commas. `external_ids` may be asked for. */
        fields: string;
        /** @description Reference fields whose records are wanted too, separated by commas; `a.b` follows two. */
        expand: string;
        /** @description Condition, e.g. `city = "上海" AND created_at >= 2026-01-01`. Operators: = != < <= > >= IN, NOT IN, : (has), ~ (contains), ^ (starts with), IS NULL, IS NOT NULL, AND, OR, NOT, brackets. */
        filter: string;
        /** @description Field names separated by commas, `-` before a name for largest first. The id always comes last. */
        sort: string;
        /** @description Whether the page tells how many there are in all. */
        count: "none" | "estimated" | "exact";
        /** @description The same key and request again within 72 hours get the first answer. */
        IdempotencyKey: string;
        /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
        IfMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_objects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the objects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_object: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectNew"];
            };
        };
        responses: {
            /** @description Define an object */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Object"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_object: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the definition of an object */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Object"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    archive_object: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archive an object that a user defined */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Object"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_object: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectPatch"];
            };
        };
        responses: {
            /** @description Change the definition of an object */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Object"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_fields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the fields of an object */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldNew"];
            };
        };
        responses: {
            /** @description Add a field to an object */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
                /**
                 * @description Name of the field.
                 * @example city
                 */
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the definition of a field */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    archive_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
                /**
                 * @description Name of the field.
                 * @example city
                 */
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archive a field; its values stay */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
                /**
                 * @description Name of the field.
                 * @example city
                 */
                field: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldPatch"];
            };
        };
        responses: {
            /** @description Change the definition of a field */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    try_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingTrial"];
            };
        };
        responses: {
            /** @description Find out what a mapping makes of up to 200 rows, and which records they would meet; nothing is saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingTried"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    try_outgoing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutgoingTrial"];
            };
        };
        responses: {
            /** @description Find out what outgoing rules make of up to 200 records; nothing is saved or sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutgoingTried"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    write_mapping_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingTable"];
            };
        };
        responses: {
            /** @description A mapping as a workbook to edit in a spreadsheet program */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    read_mapping_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description XLSX or YAML.
                     */
                    file: string;
                    /** @description JSON list of the columns that the source has, at most 2,000: those that a rule names are looked for among them. */
                    columns?: string;
                };
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Read a mapping from a workbook or YAML, checked line by line; nothing is saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingRead"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only these; both when absent. */
                kind?: components["parameters"]["kind"];
                /** @description Only runs that stand so. */
                state?: components["parameters"]["state"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List imports, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_import: {
        parameters: {
            query: {
                /**
                 * @description The object to import into.
                 * @example customers
                 */
                object: components["parameters"]["object"];
                /** @description Name of the file; its ending tells the format. */
                file_name?: components["parameters"]["file_name"];
                /** @description Name of the system the rows come from; the same name next time means the same rows. */
                source?: components["parameters"]["source"];
                /** @description Fields that identify a record, separated by commas; as the object defines when absent. */
                match?: components["parameters"]["match"];
                /** @description Text encoding; found out when absent. */
                encoding?: components["parameters"]["encoding"];
                /** @description Sheet of a workbook; all visible ones with the same columns when absent. */
                sheet?: components["parameters"]["sheet"];
                /** @description What to do with a row that fits several records: they are one (merge, undoable), or a person decides (review). */
                policy?: components["parameters"]["policy"];
                /** @description Mapping as YAML text; proposed from the column names when absent. In a form it may be a file (YAML or XLSX). */
                mapping?: components["parameters"]["mapping"];
                /** @description Work out exactly what would happen, and change nothing. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /**
                     * Format: binary
                     * @description YAML or XLSX.
                     */
                    mapping?: string;
                };
                "text/csv": unknown;
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Import a file */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State and results of an import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_import_rejected: {
        parameters: {
            query?: {
                /** @description As `Accept` asks when absent, csv without it. */
                format?: components["parameters"]["format"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rejected rows with their reasons, to correct and import again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            410: components["responses"]["Problem410"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stop an import; what it committed stays and can be rolled back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    apply_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ImportApply"];
            };
        };
        responses: {
            /** @description Do what a preview foretold with the file it has; or preview that file with other settings */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only runs of this sync. */
                sync?: components["parameters"]["sync"];
                /** @description Only runs of these kinds, separated by commas, e.g. `sync,reconcile`. */
                kind?: string;
                /** @description Only runs that stand so. */
                state?: components["parameters"]["state"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List runs, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State and results of a run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_run_records: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes a run made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_run_refused: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of a run that could not be applied, open or ended, each with its problem */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusedRowPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    replay_run_rows: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunReplay"];
            };
        };
        responses: {
            /** @description Apply chosen refused rows of a run again, left-out ones too; the runs can be undone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemReplayed"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_run_writes: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a run wrote to another system, or the differences that a comparison found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalWritePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rollback_run: {
        parameters: {
            query?: {
                /** @description Work out exactly what would happen, and change nothing. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RollbackInput"];
            };
        };
        responses: {
            /** @description Undo a run; what others changed since is listed and left alone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rollback"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_changes: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on; `latest` for what happens from now on. */
                cursor?: string;
                /** @description Only changes of these objects, separated by commas. */
                objects?: components["parameters"]["objects"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change feed; `Accept: text/event-stream` follows it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                    "text/event-stream": {
                        event?: string;
                        data?: string;
                        id?: string;
                        retry?: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            410: components["responses"]["Problem410"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the sources that feed objects, with their ranks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourcePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_source: {
        parameters: {
            query?: {
                /** @description Work out exactly what would happen, and change nothing. */
                dry_run?: components["parameters"]["dry_run"];
            };
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DataSourcePatch"];
            };
        };
        responses: {
            /** @description Change rank or label of a source; records follow the new rank */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourceChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_connectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the connectors, with the settings each asks for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the connections */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionNew"];
            };
        };
        responses: {
            /** @description Make a connection; secrets are never shown again */
            201: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a connection */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    archive_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionPatch"];
            };
        };
        responses: {
            /** @description Change a connection; a changed host throws its secrets away */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    check_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look whether a connection works, line by line with how to fix it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionCheck"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rotate_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionRotate"];
            };
        };
        responses: {
            /** @description Try new secrets, and use them when they work; for calls of the other system the old ones count for a while longer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionRotated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_streams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the system offers, from the live system */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
        };
    };
    get_stream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
                /** @description Name of the stream. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One stream with its fields, from the live system */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamWithFields"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
        };
    };
    sample_stream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
                /** @description Name of the stream. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SampleInput"];
            };
        };
        responses: {
            /** @description The first rows of a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
        };
    };
    suggest_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
                /** @description Name of the stream. */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SuggestInput"];
            };
        };
        responses: {
            /** @description Propose a mapping from live fields and rows, with reasons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingSuggestion"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
        };
    };
    list_syncs: {
        parameters: {
            query?: {
                /** @description Show archived ones too. */
                include_archived?: components["parameters"]["include_archived"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the syncs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncDefinition"];
            };
        };
        responses: {
            /** @description Make a sync, as a draft */
            201: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a sync */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    archive_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncPatch"];
            };
        };
        responses: {
            /** @description Change a sync, as a new version */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    pause_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PauseInput"];
            };
        };
        responses: {
            /** @description Stop a sync until it is resumed */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    resume_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Let a paused sync run by its triggers again */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    go_live_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GoLiveInput"];
            };
        };
        responses: {
            /** @description Let a draft run by its triggers */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    run_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncRunInput"];
            };
        };
        responses: {
            /** @description Let a live sync run now */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    preview_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncRunInput"];
            };
        };
        responses: {
            /** @description Find out what reading and writing would do; nothing is changed here or there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncPreview"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    export_preview: {
        parameters: {
            query?: {
                /** @description csv when absent. */
                format?: "csv" | "xlsx" | "jsonl";
                /** @description `plan` of the preview; needed unless the sync only writes. Refused when what it was made of has changed. */
                plan?: components["parameters"]["plan"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that a preview foretells as one file: outcome, reason, before and after of each field; at most 50,000 rows of each outcome */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    request_approval: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        responses: {
            /** @description Send a preview for approval: somebody else lets exactly that be done, or says why not */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    apply_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncApplyInput"];
            };
        };
        responses: {
            /** @description Do what a preview foretold, unless something has changed since */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncPass"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reconcile_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare both sides record by record; nothing is changed here or there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    widen_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidenInput"];
            };
        };
        responses: {
            /** @description Let a larger part of the records take part, as a new version; nothing unchanged is sent again */
            200: {
                headers: {
                    /** @description Version of the record. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rehearse_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RehearseInput"];
            };
        };
        responses: {
            /** @description Play a sync against a simulator of its system, through faults; nothing is changed here or there */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_sync_rehearsals: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rehearsals of a sync, newest first; `/runs/{run_id}` has the whole report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_scenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can go wrong in a rehearsal: scenarios, and sets of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenarios"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_ready_syncs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs that syncs are ready for, with the connections that can take part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadySyncPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    prepare_ready_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Plural name of the object.
                 * @example customers
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrepareInput"];
            };
        };
        responses: {
            /** @description Fit a ready-made sync to a live system; the definition can be created as it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedSync"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_simulators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Simulated systems that run beside the server, and what goes wrong at them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    order_fault: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultOrder"];
            };
        };
        responses: {
            /** @description Let something go wrong at a simulated system */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    clear_faults: {
        parameters: {
            query?: {
                /** @description Only of this system. */
                system?: components["parameters"]["system"];
                /** @description Only this one; needs `system`. */
                id?: components["parameters"]["id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take faults of simulated systems back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    push_back_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushBackInput"];
            };
        };
        responses: {
            /** @description Write the values that a run replaced in the other system back there; the sync must be paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushedBack"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_sync_records: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description in_sync when absent. */
                state?: "in_sync" | "left_out" | "failing" | "waiting";
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The records of a sync by where they stand: in sync, left out, failing, or waiting for a person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncMemberPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_sync_counts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many records of a sync stand where; each is the length of a list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncCounts"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_sync_versions: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions of a sync, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncVersionPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_sync_version: {
        parameters: {
            query?: {
                /** @description The version to compare with; the one before when absent. */
                against?: components["parameters"]["against"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One version of a sync, and what changed against another */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncVersion"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_problems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows that could not be applied, by cause, the largest groups first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemGroupPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One cause, with what helps */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    care_for_problem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemCare"];
            };
        };
        responses: {
            /** @description Say who looks after a cause, or until when it may wait and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_problem_records: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description open when absent. */
                state?: "open" | "ended";
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows of one cause as they came, open or ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemRecordPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    test_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemTest"];
            };
        };
        responses: {
            /** @description Find out what would come of one row, with corrections; nothing is written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemTried"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    replay_problem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProblemReplay"];
            };
        };
        responses: {
            /** @description Apply rows of one cause again, with corrections; the runs can be undone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemReplayed"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    decide_problem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemDecide"];
            };
        };
        responses: {
            /** @description Say what rows are that fit several records: this one, all one, or a new one; the runs can be undone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemReplayed"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    exclude_problem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemExclude"];
            };
        };
        responses: {
            /** @description Leave rows of one cause out, for a reason */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemExcluded"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_problem_notes: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people said about one cause and what they did about it, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemNotePage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    add_problem_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProblemNoteInput"];
            };
        };
        responses: {
            /** @description Say something about one cause, for everybody who looks at it */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemNote"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_duplicates: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only of this object. */
                object?: string;
                /** @description open when absent. */
                state?: "open" | "dismissed" | "merged" | "later";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Records that look like one and stand apart, in groups of 2 to 5, the likeliest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateGroupPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_duplicate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One group of duplicates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    dismiss_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are not the same: remembered, and honoured by every load */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reopen_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take "not the same" or "later" back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    put_off_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuplicateLater"];
            };
        };
        responses: {
            /** @description Decide later: the group waits again from a moment on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateGroup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_duplicate_rule: {
        parameters: {
            query?: {
                /** @description The object; customers when absent. */
                object?: string;
                /** @description What merging from this score on would have done; the score of the rule when absent. */
                merge_from?: components["parameters"]["merge_from"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From which score on groups are merged without a person, and what a score would have done so far */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateRule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    set_duplicate_rule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuplicateRuleInput"];
            };
        };
        responses: {
            /** @description Let groups be merged without a person from a score on, or leave all to people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateRule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_reviews: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description open when absent. */
                state?: "open" | "settled" | "obsolete";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decisions that wait for a person, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One decision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    settle_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewSettle"];
            };
        };
        responses: {
            /** @description Decide: a stopped run goes on or ends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_alerts: {
        parameters: {
            query?: {
                /**
                 * @description How many at most; 50 when absent.
                 * @example 5
                 */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: `next_cursor` of the page before. Belongs to the same filter and order. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only those that are not over. */
                open?: components["parameters"]["open"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people were told about, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_alert_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the channels that alerts go out by */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChannelPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_alert_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertChannelNew"];
            };
        };
        responses: {
            /** @description Make a channel, a webhook or e-mail; secrets are never shown again */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_alert_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a channel, with how its last sending went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    delete_alert_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_alert_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertChannelPatch"];
            };
        };
        responses: {
            /** @description Change a channel; a changed host throws its secret away */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    test_alert_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send a trial by a channel and tell what came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
        };
    };
    list_backups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Backups that are on the machine, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_backup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take a backup while the server runs, and check it; the ten newest are kept on the machine */
            202: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backup"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the installation itself is doing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles, and what each may do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Settings of the installation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_settings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsPatch"];
            };
        };
        responses: {
            /** @description Change settings of the installation: which addresses may be called */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Sign in with a password or a one-time link; the session comes as a cookie */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    change_own_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPassword"];
            };
        };
        responses: {
            /** @description Set another password; all other sessions end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description Sessions of all people; administrators only. */
                everybody?: components["parameters"]["everybody"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List one's own sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonSessionPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    end_one_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the first person is still to be added */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            400: components["responses"]["Problem400"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Add the first person, with the one-time token that the program printed, from the machine itself */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem400"];
            403: components["responses"]["Problem403"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonNew"];
            };
        };
        responses: {
            /** @description Add a person; the link signs them in for the first time */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonMade"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonPatch"];
            };
        };
        responses: {
            /** @description Change a person: name, role, shut out or let in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_sign_in_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Make a link that signs a person in once; earlier ones stop to work */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    follow_events: {
        parameters: {
            query?: {
                /** @description What happened since this place is told first: `events_after` of the session. */
                after?: components["parameters"]["after"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happens, as server-sent events: `change`, `run`, `sync`, `alert`, `problem`; `reset` means read everything again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        event?: string;
                        data?: string;
                        id?: string;
                        retry?: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the data stand: counts, how full fields are, findings, what waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the caller prefers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    put_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description Replace what the caller prefers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_views: {
        parameters: {
            query: {
                /**
                 * @description The object whose lists they are.
                 * @example customers
                 */
                object: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List saved views of an object: one's own and shared ones */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewNew"];
            };
        };
        responses: {
            /** @description Save a view */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    delete_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    update_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request again within 72 hours get the first answer. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428). */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewPatch"];
            };
        };
        responses: {
            /** @description Change a saved view of one's own; administrators any shared one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    list_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the API keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyNew"];
            };
        };
        responses: {
            /** @description Make an API key; it is shown this once */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    revoke_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This description, OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    get_postman: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same as a Postman collection 2.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    alert_opened: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repetition of a notice. */
                "webhook-id": string;
                /** @description Time of this attempt in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}` with the channel's secret. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertOpened"];
            };
        };
        responses: {
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    alert_closed: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repetition of a notice. */
                "webhook-id": string;
                /** @description Time of this attempt in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}` with the channel's secret. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertClosed"];
            };
        };
        responses: {
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    alert_test: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repetition of a notice. */
                "webhook-id": string;
                /** @description Time of this attempt in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 HMAC-SHA256 of `{id}.{timestamp}.{body}` with the channel's secret. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertTest"];
            };
        };
        responses: {
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not taken: sent again */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
