export { handleAuthRequest as GET, handleAuthRequest as POST } from '../../../../lib/web/oauth/auth-route.ts';
