DROP INDEX inbox_state;
CREATE INDEX inbox_waiting ON inbox (state, connection, stream, id);
