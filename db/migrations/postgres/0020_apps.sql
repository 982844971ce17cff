CREATE TABLE "app_groups" (
	"app_id" text NOT NULL,
	"group_id" text NOT NULL,
	CONSTRAINT "app_groups_app_id_group_id_pk" PRIMARY KEY("app_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "app_sessions" (
	"session_id_hash" text NOT NULL,
	"app_id" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "app_sessions_session_id_hash_app_id_pk" PRIMARY KEY("session_id_hash","app_id")
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"open_to" text DEFAULT 'groups' NOT NULL,
	"demands" text DEFAULT 'second-factor' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "openid_clients" (
	"app_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text,
	"old_secret_hash" text,
	"old_secret_until" timestamp (3) with time zone,
	"redirect_uris" jsonb NOT NULL,
	"pkce" text DEFAULT 'required' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "openid_records" (
	"kind" text NOT NULL,
	"id_hash" text NOT NULL,
	"payload" text NOT NULL,
	"grant_id" text,
	"uid" text,
	"user_id" text,
	"app_id" text,
	"session_id_hash" text,
	"consumed_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "openid_records_kind_id_hash_pk" PRIMARY KEY("kind","id_hash")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"generation" bigint NOT NULL,
	"sealed_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"signs_from" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app_groups" ADD CONSTRAINT "app_groups_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_groups" ADD CONSTRAINT "app_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD CONSTRAINT "app_sessions_session_id_hash_sessions_id_hash_fk" FOREIGN KEY ("session_id_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD CONSTRAINT "app_sessions_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openid_clients" ADD CONSTRAINT "openid_clients_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openid_records" ADD CONSTRAINT "openid_records_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openid_records" ADD CONSTRAINT "openid_records_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openid_records" ADD CONSTRAINT "openid_records_session_id_hash_sessions_id_hash_fk" FOREIGN KEY ("session_id_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "app_groups_group" ON "app_groups" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "app_sessions_app" ON "app_sessions" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "openid_records_grant" ON "openid_records" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "openid_records_uid" ON "openid_records" USING btree ("uid");--> statement-breakpoint
CREATE INDEX "openid_records_user" ON "openid_records" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "openid_records_app" ON "openid_records" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "openid_records_session" ON "openid_records" USING btree ("session_id_hash");--> statement-breakpoint
CREATE INDEX "openid_records_expiry" ON "openid_records" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_generation" ON "signing_keys" USING btree ("generation");