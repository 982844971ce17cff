import { answerDisputePasskey } from '#lib/web/dispute-passkey.ts';

/** What a browser needs to show a passkey for an undo. Asked for by a script, when that is pressed. */
export function GET(request: Request): Promise<Response> {
  return answerDisputePasskey('undo-email', request);
}
