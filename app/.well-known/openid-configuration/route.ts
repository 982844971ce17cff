import { answerOpenId } from '#lib/web/openid/answer.ts';

/** Where everything is (OpenID Connect Discovery §4). */
export { answerOpenId as GET, answerOpenId as OPTIONS };
