; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"a name with \22quotes\22"() #0 section ".text.a name with \22quotes\22" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  %0 = phi i32 [ 1, %start ]
  ret i32 %0, !dbg !7
}

; Function Attrs: nounwind optsize
define i32 @m_x_y() #0 section ".text.m_x_y" !dbg !8 {
  %1 = call i32 @"a name with \22quotes\22"(), !dbg !9
  ret i32 %1, !dbg !9
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !10 {
  ret void, !dbg !11
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "a name with \22quotes\22", linkageName: "a name with \22quotes\22", scope: null, file: !3, line: 32, type: !5, scopeLine: 32, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 35, scope: !4)
!8 = distinct !DISubprogram(name: "m_x_y", linkageName: "m_x_y", scope: null, file: !3, line: 32, type: !5, scopeLine: 32, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 32, scope: !8)
!10 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 0, scope: !10)
