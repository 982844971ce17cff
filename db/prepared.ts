import { type Column, Param, QueryPromise, sql as raw, type SQL } from 'drizzle-orm';
import type { EventKind } from '../lib/rules/events/catalogue.ts';
import type { Db } from './store.ts';

type Prepared<Rows> = {
  execute(values: Record<string, unknown>): PromiseLike<Rows>;
  getQuery(): { sql: string };
};
type Query<Rows> = PromiseLike<Rows> & { prepare(name: string): Prepared<Rows> };

/** The types of the values that aren't plain text, by name. */
type Typed = {
  now: Date;
  since: Date;
  idleSince: Date;
  allowed: number;
  kept: number;
  limit: number;
  kind: EventKind;
};
type Value<Name> = Name extends keyof Typed ? Typed[Name] : string;

/**
 * Returns the placeholder of a value. `column` says how the value is written for the driver: instants and lists need
 * it, texts and numbers go as they are.
 */
export type Params<Values> = (name: keyof Values & string, column?: Column) => SQL;

/**
 * Returns a query that takes its values one by one, in the order of `names`: `selectUser(db, id)`.
 *
 * It is prepared once for each connection and then only given its values: preparing takes ten times as long as SQLite
 * takes to answer. For the queries of a sign-in and of every page.
 */
export function prepared<const Names extends readonly string[], Rows>(
  names: Names,
  build: (db: Db, value: Params<{ [Name in Names[number]]: Value<Name> }>) => PromiseLike<Rows>,
): (db: Db, ...values: { [Index in keyof Names]: Value<Names[Index]> }) => BoundQuery<Rows> {
  const query = preparedRow(build);
  return (db, ...values) => query(db, Object.fromEntries(names.map((name, index) => [name, values[index]])) as never);
}

/** As `prepared`, for a query that takes its values as one object: `insertSession(db, session)`. */
export function preparedRow<Values extends Record<string, unknown>, Rows>(
  build: (db: Db, value: Params<Values>) => PromiseLike<Rows>,
): (db: Db, values: Values) => BoundQuery<Rows> {
  const known = new WeakMap<object, Prepared<Rows>>();
  return (db, values) => {
    let prepared = known.get(db.sql);
    if (!prepared) {
      // Unnamed: PostgreSQL would keep a named one in its connection, which a pooler shares with others.
      prepared = (build(db, param) as Query<Rows>).prepare('');
      known.set(db.sql, prepared);
    }
    return new BoundQuery(prepared, values);
  };
}

/** Returns a select as a query for its first row, null where there is none. For use outside a transaction. */
export function first<Args extends unknown[], Row>(select: (db: Db, ...args: Args) => PromiseLike<Row[]>) {
  return async (db: Db, ...args: Args): Promise<Row | null> => (await select(db, ...args))[0] ?? null;
}

function param(name: string, column?: Column): SQL {
  const value = raw.placeholder(name);
  return column ? raw`${new Param(value, orNull(column))}` : raw`${value}`;
}

/** drizzle passes null through only for values that it knows beforehand. */
function orNull(column: Column) {
  return { mapToDriverValue: (value: unknown) => (value === null ? null : column.mapToDriverValue(value)) };
}

/** A prepared query with its values, shaped like drizzle's own: awaited, or prepared inside `transaction`. */
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
