"""接口：REST 与 OpenAPI。 The API: REST and its OpenAPI description."""
