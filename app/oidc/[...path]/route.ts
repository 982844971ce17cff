import { answerOpenId } from '#lib/web/openid/answer.ts';

/** OpenID Connect: authorize, token, userinfo, jwks, introspection, revocation, par. All else is not found. */
export { answerOpenId as GET, answerOpenId as OPTIONS, answerOpenId as POST };
