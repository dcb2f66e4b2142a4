import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const CHAR_OID = 18;

/**
 * Prisma's adapter, fit for migrations. Of its own, it cuts a script at every semicolon, even inside a function or
 * a comment, and runs the pieces on any connections; and it refuses columns of the one-byte type "char", which the
 * schema engine asks the catalogue for.
 */
export class MigrationPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    const charColumns = new Map<string, number[]>();
    noteCharColumns(adapter.underlyingDriver(), charColumns);
    adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
      const result = await queryRaw(query);
      for (const column of charColumns.get(query.sql) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    };
    // Without parameters it goes to the server as it is, whose rule is: one script, one transaction.
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  }
}

/** Lets "char" pass as text, and notes by query where it stood. */
function noteCharColumns(pool: pg.Pool, charColumns: Map<string, number[]>): void {
  const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  pool.query = (async (config: pg.QueryConfig) => {
    const result = await query(config);
    const columns = (result.fields ?? []).flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
    charColumns.set(config.text, columns);
    for (const field of result.fields ?? [])
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = pg.types.builtins.TEXT;
    return result;
  }) as pg.Pool['query'];
}
