import { expect, test } from 'vitest';
import { limits } from '../../config/limits.ts';
import { parseInvitationMessage } from './invitation-message.ts';

test('lines stay lines, and nothing is nothing', () => {
  expect(parseInvitationMessage('  See you on Monday.\r\nAda ')).toEqual({
    ok: true,
    value: 'See you on Monday.\nAda',
  });
  expect(parseInvitationMessage(' \n ')).toEqual({ ok: true, value: '' });
});

test('attack: a turned direction, a control character or a novel in an invitation is refused (attack M-04)', () => {
  for (const typed of ['pay\u202Emoc.live', 'bell\u0007', 'zero\u200Bwidth'])
    expect(parseInvitationMessage(typed), typed).toMatchObject({ code: 'message-shape' });
  const most = 'é'.repeat(limits.invitationMessageMaxLength);
  expect(parseInvitationMessage(most)).toMatchObject({ ok: true });
  expect(parseInvitationMessage(`${most}é`)).toMatchObject({ code: 'message-long' });
});
