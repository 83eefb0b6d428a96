;; A module without anything still can be instantiated.
(module
)
