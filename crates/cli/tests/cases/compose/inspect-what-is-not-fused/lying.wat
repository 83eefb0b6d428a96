(module (@custom "dissolve:interface" "{"))
