'use client';
import { useLayoutEffect } from 'react';
import { putTypingBack } from './early-typing.ts';

/** Last on every page: restores what was typed before hydration, before the user can type again. */
export function KeepTyping() {
  useLayoutEffect(putTypingBack, []);
  return null;
}
