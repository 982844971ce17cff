import { answerOpenId } from '#lib/web/openid/answer.ts';

/** Where everything is (RFC 8414 §3). */
export { answerOpenId as GET, answerOpenId as OPTIONS };
