path "{target}" {
  capabilities = ["read"]
}
