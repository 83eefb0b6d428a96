(component
  (instanze))
