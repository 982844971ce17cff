'use client';
import { useLayoutEffect } from 'react';
import { putTypingBack } from './early-typing.ts';

/** Stands last in the page: what was typed before React took it over is in its place when people can type again. */
export function KeepTyping() {
  useLayoutEffect(putTypingBack, []);
  return null;
}
