; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  %2 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %2, align 4
  br label %loop, !dbg !7

return:                                           ; preds = %end
  %3 = phi i32 [ %9, %end ]
  ret i32 %3, !dbg !8

loop:                                             ; preds = %loop, %start
  %4 = load i32, ptr %2, align 4, !dbg !9
  %5 = load i32, ptr %1, align 4, !dbg !10
  %6 = add i32 %4, %5, !dbg !11
  store i32 %6, ptr %2, align 4, !dbg !12
  %7 = sub i32 %5, 1, !dbg !13
  store i32 %7, ptr %1, align 4, !dbg !14
  %8 = icmp ne i32 %7, 0, !dbg !15
  br i1 %8, label %loop, label %10, !dbg !15

end:                                              ; preds = %10
  %9 = load i32, ptr %2, align 4, !dbg !16
  br label %return, !dbg !8

10:                                               ; preds = %loop
  br label %end, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @m_sum(i32 %0) #0 section ".text.m_sum" !dbg !18 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !19
  ret i32 %2, !dbg !19
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !20 {
  ret void, !dbg !21
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "sum", linkageName: "sum", scope: null, file: !3, line: 33, type: !5, scopeLine: 33, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 36, scope: !4)
!8 = !DILocation(line: 57, scope: !4)
!9 = !DILocation(line: 38, scope: !4)
!10 = !DILocation(line: 40, scope: !4)
!11 = !DILocation(line: 42, scope: !4)
!12 = !DILocation(line: 43, scope: !4)
!13 = !DILocation(line: 49, scope: !4)
!14 = !DILocation(line: 50, scope: !4)
!15 = !DILocation(line: 52, scope: !4)
!16 = !DILocation(line: 55, scope: !4)
!17 = !DILocation(line: 54, scope: !4)
!18 = distinct !DISubprogram(name: "m_sum", linkageName: "m_sum", scope: null, file: !3, line: 33, type: !5, scopeLine: 33, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 33, scope: !18)
!20 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 0, scope: !20)
