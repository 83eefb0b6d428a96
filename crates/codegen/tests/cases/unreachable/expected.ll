; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal void @"func[0]"() #0 section ".text.func[0]" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %trap, !dbg !7

return:                                           ; No predecessors!
  unreachable, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #0 /* 0x1e */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7
}

; Function Attrs: nounwind optsize
define void @m_f() #0 section ".text.m_f" !dbg !9 {
  call void @"func[0]"(), !dbg !10
  ret void, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !11 {
  ret void, !dbg !12
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 29, type: !5, scopeLine: 29, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 30, scope: !4)
!8 = !DILocation(line: 31, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 29, type: !5, scopeLine: 29, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 29, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
