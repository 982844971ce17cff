export { handleAuthRequest as GET, handleAuthRequest as POST } from '../../../../lib/web/auth-route.ts';
