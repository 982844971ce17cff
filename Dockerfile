# Built with: docker build -t accounts .   (deploy/compose*.yaml do it by themselves)

# 1. The packages, with the means to compile the database engine where no ready-made one can be had.
FROM node:22-bookworm-slim AS packages
WORKDIR /src
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3 && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

# 2. The build, laid out as the image wants it.
FROM packages AS build
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
# Optional: the same at every build, so that pages which are open during an upgrade can send their forms.
ARG NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
# Optional: what `version` says, as --build-arg COMMIT=$(git rev-parse HEAD); the history isn't copied.
ARG COMMIT
COPY . .
RUN npx next build && node scripts/standalone.mjs /out

# 3. What runs: Node, the app, nothing to compile or install with. The code belongs to root and cannot be changed.
FROM node:22-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
# Why: server/memory.mjs, which says the same to npm start.
ENV UV_THREADPOOL_SIZE=16 MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=134217728 MALLOC_MMAP_THRESHOLD_=67108864
WORKDIR /app
COPY --from=build /out ./
RUN mkdir data && chown node:node data && chmod 700 data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./server/http-hooks/preload.mjs", "server/cluster.mjs", "server.js"]
