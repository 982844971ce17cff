ALTER TABLE `openid_clients` ADD `refusal` text;--> statement-breakpoint
ALTER TABLE `openid_clients` ADD `refused_at` integer;