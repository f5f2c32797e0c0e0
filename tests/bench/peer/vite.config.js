export default { define: { "process.env.IS_PREACT": '"false"' }, build: { target: "es2022", chunkSizeWarningLimit: 10_000 } };
