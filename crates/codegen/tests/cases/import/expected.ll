; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

declare i32 @acme_bus_i2c_0_2_0_read_byte(i32) #0

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"() #1 section ".text.func[1]" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = call i32 @acme_bus_i2c_0_2_0_read_byte(i32 4), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %1 = phi i32 [ %0, %start ]
  ret i32 %1, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f() #1 section ".text.m_f" !dbg !9 {
  %1 = call i32 @"func[1]"(), !dbg !10
  ret i32 %1, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !11 {
  ret void, !dbg !12
}

attributes #0 = { "no-builtins" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 69, type: !5, scopeLine: 69, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 72, scope: !4)
!8 = !DILocation(line: 74, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 69, type: !5, scopeLine: 69, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 69, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
