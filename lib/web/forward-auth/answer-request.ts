import 'server-only';
import type { NextRequest } from 'next/server';
import { answerCheck } from './answer-check.ts';

/** Answers a check that reached Next: where no HTTP hook runs. */
export async function answerCheckRequest({ method, headers, nextUrl }: NextRequest): Promise<Response> {
  const sent = (name: string) => {
    const value = headers.get(name);
    return value === null ? [] : [value];
  };
  const answer = await answerCheck({ method, target: nextUrl.pathname + nextUrl.search, sent });
  return new Response(answer.text, { status: answer.status, headers: answer.headers });
}
