# syntax=docker/dockerfile:1

# The chart library for the page; PostgreSQL comes from its own image.
FROM node:22-slim AS charts
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY src ./src
COPY spark/spark-defaults.conf ./spark/
COPY --from=charts /source/node_modules ./node_modules
RUN dotnet publish src/Segmentation.Cli -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /program

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY LICENSE THIRD-PARTY-NOTICES.md /licenses/
COPY --from=build /program /program
RUN mkdir /data && chown app:app /data
USER app
VOLUME /data
ENV SEGMENTATION_Storage__DataFolder=/data
EXPOSE 8080
ENTRYPOINT ["/program/segmentation"]
CMD ["--help"]
