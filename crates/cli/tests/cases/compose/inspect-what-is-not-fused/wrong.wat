(module (@custom "dissolve:interface" "{\"version\":1,\"imports\":[],\"exports\":[],\"memories\":[{\"component\":\"a\"}]}"))
