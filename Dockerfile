# The same steps as `make build`: the page, then the one binary that carries it.

FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run --silent build

FROM rust:1.95-slim-bookworm AS server
# jemalloc is built by make.
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY crates crates
# The sample workshop is a part of the binary.
COPY tests/data/laboratorio tests/data/laboratorio
COPY --from=web /src/web/dist web/dist
RUN cargo build --release --locked -p server

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin plenaria \
    && install --directory --owner=plenaria --group=plenaria --mode=0700 /data
COPY --from=server /src/target/release/plenaria /usr/local/bin/plenaria
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/plenaria/
COPY fonts/licences /usr/share/doc/plenaria/fonts
USER plenaria
ENV PLENARIA_LISTEN=0.0.0.0:8080 PLENARIA_DATA=/data
VOLUME /data
EXPOSE 8080
# bash opens the connection itself, so that the image needs no client.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^ready' <&3"]
ENTRYPOINT ["plenaria"]
CMD ["serve"]
