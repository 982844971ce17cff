CREATE TABLE "entry_tickets" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"session_id_hash" text NOT NULL,
	"bind_hash" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guarded_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"session_id_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "remote_user" text DEFAULT 'id' NOT NULL;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "open_paths" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "entry_tickets" ADD CONSTRAINT "entry_tickets_host_guarded_hosts_host_fk" FOREIGN KEY ("host") REFERENCES "public"."guarded_hosts"("host") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_tickets" ADD CONSTRAINT "entry_tickets_session_id_hash_sessions_id_hash_fk" FOREIGN KEY ("session_id_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "guarded_hosts" ADD CONSTRAINT "guarded_hosts_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_sessions" ADD CONSTRAINT "host_sessions_host_guarded_hosts_host_fk" FOREIGN KEY ("host") REFERENCES "public"."guarded_hosts"("host") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_sessions" ADD CONSTRAINT "host_sessions_session_id_hash_sessions_id_hash_fk" FOREIGN KEY ("session_id_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "entry_tickets_expiry" ON "entry_tickets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "entry_tickets_session" ON "entry_tickets" USING btree ("session_id_hash");--> statement-breakpoint
CREATE INDEX "entry_tickets_host" ON "entry_tickets" USING btree ("host");--> statement-breakpoint
CREATE INDEX "guarded_hosts_app" ON "guarded_hosts" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "host_sessions_session" ON "host_sessions" USING btree ("session_id_hash","host");--> statement-breakpoint
CREATE INDEX "host_sessions_host" ON "host_sessions" USING btree ("host");