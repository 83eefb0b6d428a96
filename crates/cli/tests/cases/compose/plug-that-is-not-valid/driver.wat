(component (core instance (instantiate 7)))
