import type { Column } from './columns.ts';

/** What a file says of one user, by our names. */
export type Fields = Readonly<Partial<Record<Column, unknown>>>;

/** Why a record is no user whom an account here could belong to. */
export type LeftOut = 'program' | 'without-email';

/**
 * One user's fields, and the line that they begin in. `fault`: they couldn't be read. `hashFault`: the password's hash
 * can't be. `leftOut`: it isn't imported, and no fault.
 */
export type FileRow = {
  /** Where there is more than one file. */
  file?: string;
  line: number;
  fields: Fields;
  fault?: string;
  hashFault?: string;
  leftOut?: LeftOut;
};
