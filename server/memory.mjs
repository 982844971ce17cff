/** Environment of a server process beside its settings, which override it. The image sets the same (Dockerfile). */
export const runtime = {
  // Password hashes run on libuv's threads: with the usual four, four slow sign-ins would hold up every file read.
  UV_THREADPOOL_SIZE: '16',
  // glibc gives each thread a heap of its own, and each would keep the 19 MiB of the last hash it made: two heaps are
  // enough for as many hashes as run at once. They give nothing back between two hashes, since getting it again costs
  // as much as a tenth of a hash. Other C libraries know none of these.
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: String(128 * 2 ** 20),
  MALLOC_MMAP_THRESHOLD_: String(64 * 2 ** 20),
};
