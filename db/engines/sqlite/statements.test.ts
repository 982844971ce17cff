import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { keepStatements } from './statements.ts';

const open = () => {
  const connection = new Database(':memory:');
  keepStatements(connection);
  return connection;
};

test('a statement is compiled once, and returns rows in the form asked for this time', () => {
  const connection = open();
  const asked = () => connection.prepare('select 1 as one');
  expect(asked().raw().all()).toEqual([[1]]);
  expect(asked().all()).toEqual([{ one: 1 }]);
  expect(asked()).toBe(asked());
});

test('a statement sees current columns and rows, after a schema change too', () => {
  const connection = open();
  connection.exec('create table people (name text)');
  const add = () => connection.prepare('insert into people (name) values (?)').run('Ada').changes;
  const read = () => connection.prepare('select * from people').all();
  expect([add(), read()]).toEqual([1, [{ name: 'Ada' }]]);
  connection.exec(`alter table people add column role text default 'user'`);
  expect([add(), read()[1]]).toEqual([1, { name: 'Ada', role: 'user' }]);
});

test('the cache of statements is bounded', () => {
  const connection = open();
  const first = connection.prepare('select 0');
  for (let number = 1; number <= 400; number += 1) connection.prepare(`select ${number}`).get();
  expect(connection.prepare('select 0')).not.toBe(first);
});
