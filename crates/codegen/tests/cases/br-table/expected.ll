; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  switch i32 %0, label %end [
    i32 0, label %end2
    i32 1, label %end1
  ], !dbg !7

return:                                           ; preds = %end, %end1, %end2
  %2 = phi i32 [ 10, %end2 ], [ 20, %end1 ], [ 30, %end ]
  ret i32 %2, !dbg !8

end:                                              ; preds = %start
  br label %return, !dbg !8

end1:                                             ; preds = %start
  br label %return, !dbg !9

end2:                                             ; preds = %start
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !11 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !12
  ret i32 %2, !dbg !12
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !13 {
  ret void, !dbg !14
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 40, scope: !4)
!8 = !DILocation(line: 56, scope: !4)
!9 = !DILocation(line: 52, scope: !4)
!10 = !DILocation(line: 48, scope: !4)
!11 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 31, scope: !11)
!13 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 0, scope: !13)
