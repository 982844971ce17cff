import { rememberTyping } from './app/_ui/early-typing.ts';

// Runs before React takes the page over (Next's file of this name).
rememberTyping();
