import { answerDisputePasskey } from '#lib/web/dispute-passkey.ts';

/** What a browser needs to show a passkey for an objection. Asked for by a script, when that is pressed. */
export function GET(request: Request): Promise<Response> {
  return answerDisputePasskey('objection', request);
}
