import { type Column, Param, QueryPromise, sql as raw, type SQL } from 'drizzle-orm';
import type { Db } from './store.ts';

type Prepared<Rows> = {
  execute(values: Record<string, unknown>): PromiseLike<Rows>;
  getQuery(): { sql: string };
};
type Query<Rows> = PromiseLike<Rows> & { prepare(name: string): Prepared<Rows> };

/**
 * Where a value will stand. `column` says how it is written for the driver: instants and lists need it, texts and
 * numbers go as they are.
 */
export type Params<Values> = (name: keyof Values & string, column?: Column) => SQL;

/**
 * A query that is put together once for each connection and then only given its values: putting it together takes ten
 * times as long as SQLite takes to answer. For the queries of a sign-in and of every page.
 */
export function prepared<Values extends Record<string, unknown>, Rows>(
  build: (db: Db, value: Params<Values>) => PromiseLike<Rows>,
): (db: Db, values: Values) => BoundQuery<Rows> {
  const known = new WeakMap<object, Prepared<Rows>>();
  return (db, values) => {
    let prepared = known.get(db.sql);
    if (!prepared) {
      // Without a name: PostgreSQL would keep a named one in its connection, which a pooler gives to others.
      prepared = (build(db, param) as Query<Rows>).prepare('');
      known.set(db.sql, prepared);
    }
    return new BoundQuery(prepared, values);
  };
}

function param(name: string, column?: Column): SQL {
  const value = raw.placeholder(name);
  return column ? raw`${new Param(value, orNull(column))}` : raw`${value}`;
}

/** drizzle hands null to a column only of values that it knows beforehand. */
function orNull(column: Column) {
  return { mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)) };
}

/** A compiled query with its values, shaped like drizzle's own: awaited, or prepared inside `transaction`. */
class BoundQuery<Rows> extends QueryPromise<Rows> {
  readonly #prepared: Prepared<Rows>;
  readonly #values: Record<string, unknown>;

  constructor(prepared: Prepared<Rows>, values: Record<string, unknown>) {
    super();
    this.#prepared = prepared;
    this.#values = values;
  }

  toSQL() {
    return this.#prepared.getQuery();
  }

  prepare() {
    return { execute: () => this.#prepared.execute(this.#values) };
  }

  override async execute(): Promise<Rows> {
    return this.#prepared.execute(this.#values);
  }
}
