import { answerCheckRequest } from '#lib/web/forward-auth/answer-request.ts';

/** The checks of proxies where no HTTP hook runs: on Vercel, in development. The same answers, slower. */
export { answerCheckRequest as GET };
