'use client';
import { useEffect } from 'react';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

type Props = {
  /** As this server calls it (lib/web/cookies.ts). */
  cookie: string;
  isHttps: boolean;
  /** What the page was drawn in. */
  drawnIn: string | null;
};

/** Tells the server this browser's time zone, so that the next page has its times right from the first byte. */
export function KeepTimeZone({ cookie, isHttps, drawnIn }: Props) {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (!timeZone || timeZone === drawnIn) return;
    const secure = isHttps ? ';secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from http pages and Firefox before 140
    document.cookie = `${cookie}=${encodeURIComponent(timeZone)};path=/;max-age=${YEAR_SECONDS};samesite=lax${secure}`;
  }, [cookie, isHttps, drawnIn]);
  return null;
}
