import { sendQueuedMail } from '../lib/flows/mail/send-queued-mail.ts';
import type { Message } from '../lib/mail/transport.ts';
import type { TestEnvironment } from './environment.ts';

/** Sends what waits in the outbox at `minutes`, and returns what its recipients find. */
export async function readMailbox(environment: TestEnvironment, minutes: number): Promise<Message[]> {
  const messages: Message[] = [];
  await sendQueuedMail(environment.at(minutes), { send: async (message) => void messages.push(message) });
  return messages;
}

/** Returns the token of the link of this purpose in a message; '' where it holds none. */
export function tokenIn(message: Message | undefined, purpose: string): string {
  return new RegExp(`/link/${purpose}\\?token=([\\w-]+)`).exec(message?.text ?? '')?.[1] ?? '';
}
