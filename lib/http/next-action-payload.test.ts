import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isActionCall } from './next-action-payload.ts';

const id = '7f3b0b97ba0df5872cdd0a20f0b88e0fd760c2f55e';
const formOf = (parts: readonly (readonly [string, string])[]) => {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return form;
};
const bare = (reference: unknown, bound: unknown) =>
  formOf([
    ['$ACTION_REF_5', ''],
    ['$ACTION_5:0', JSON.stringify(reference)],
    ['$ACTION_5:1', JSON.stringify(bound)],
    ['$ACTION_KEY', 'kef53'],
    ['email', '$F1'],
  ]);
const asReactWrites = (text: string) => (text.startsWith('$') ? `$${text}` : text);
const state = fc.record({
  status: fc.constantFrom('idle', 'done', 'failed'),
  message: fc.string().map(asReactWrites),
  values: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string().map(asReactWrites)),
});

describe('a form calls an action as our pages do', () => {
  test('with any state that a form can have, by script or without', () => {
    fc.assert(
      fc.property(state, (last) => {
        const parts = [
          ['_1_email', '$F1'],
          ['0', JSON.stringify([last, '$K1'])],
        ] as const;
        expect(isActionCall(formOf(parts), true)).toBe(true);
        expect(isActionCall(bare({ id, bound: '$@1' }, [last]), false)).toBe(true);
      }),
    );
  });

  test('or calls none', () => {
    expect(isActionCall(formOf([['email', 'ada@example.com']]), false)).toBe(true);
  });

  test.each([
    [[]],
    [[['0', '']]],
    [[['0', 'broken']]],
    [[['0', 'null']]],
    [[['0', '[]']]],
    [[['0', '[{"status":"idle"}]']]],
    [[['0', '[{"status":"idle"},"$K2"]']]],
    [
      [
        ['0', '[{"status":"idle"},"$K1"]'],
        ['0', '[{"status":"idle"},"$K1"]'],
      ],
    ],
    [
      [
        ['0', '[{"status":"idle"},"$K1"]'],
        ['1', '{}'],
      ],
    ],
    [[['0', '[{"status":"$F1"},"$K1"]']]],
    [[['0', '[{"status":"\\u0024F1"},"$K1"]']]],
    [[['0', `[${'['.repeat(9_000)}${']'.repeat(9_000)},"$K1"]`]]],
  ] as [string, string][][][])('attack: %j by script is refused (F-08, F-10)', (parts) => {
    expect(isActionCall(formOf(parts), true)).toBe(false);
  });

  test.each([
    [{ id, bound: '$@2' }, [{ status: 'idle' }]],
    [{ id: 7, bound: '$@1' }, [{ status: 'idle' }]],
    [{ id: '__proto__', bound: '$@1' }, [{ status: 'idle' }]],
    [{ id, bound: '$@1', more: '$1:then' }, [{ status: 'idle' }]],
    [null, [{ status: 'idle' }]],
    [{ id, bound: '$@1' }, []],
    [{ id, bound: '$@1' }, [{ status: 'idle' }, {}]],
    [{ id, bound: '$@1' }, { status: 'idle' }],
    [{ id, bound: '$@1' }, [{ status: '$F1' }]],
  ])('attack: %j bound to %j is refused', (reference, bound) => {
    expect(isActionCall(bare(reference, bound), false)).toBe(false);
  });

  test.each(['$ACTION_ID_7f', '$ACTION_REF_', '$ACTION_9:0', '$ACTION_', '$ACTION_5:0'])(
    'attack: %s beside the others is refused',
    (name) => {
      const form = bare({ id, bound: '$@1' }, [{ status: 'idle' }]);
      form.append(name, '');
      expect(isActionCall(form, false)).toBe(false);
    },
  );
});
