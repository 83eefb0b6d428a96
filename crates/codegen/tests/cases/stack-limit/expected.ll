; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv8m.main-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @f(i32 %0) #0 section ".text.f" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  call void asm sideeffect "", "~{memory}"()
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq i32 %0, 0, !dbg !7
  %3 = zext i1 %2 to i32, !dbg !7
  %4 = icmp ne i32 %3, 0, !dbg !8
  br i1 %4, label %then, label %else, !dbg !8

return:                                           ; preds = %end, %then
  %5 = phi i32 [ 0, %then ], [ %8, %end ]
  ret i32 %5, !dbg !9

then:                                             ; preds = %start
  br label %return, !dbg !10

else:                                             ; preds = %start
  br label %end, !dbg !11

end:                                              ; preds = %else
  %6 = sub i32 %0, 1, !dbg !12
  %7 = notail call i32 @f(i32 %6), !dbg !13
  %8 = add i32 %7, 1, !dbg !14
  br label %return, !dbg !9
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #1 section ".text.m_f" !dbg !15 {
  %2 = call i32 @f(i32 %0), !dbg !16
  ret i32 %2, !dbg !16
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !17 {
  ret void, !dbg !18
}

attributes #0 = { nounwind optsize "dissolve-recursive" "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 34, scope: !4)
!8 = !DILocation(line: 35, scope: !4)
!9 = !DILocation(line: 51, scope: !4)
!10 = !DILocation(line: 39, scope: !4)
!11 = !DILocation(line: 40, scope: !4)
!12 = !DILocation(line: 45, scope: !4)
!13 = !DILocation(line: 46, scope: !4)
!14 = !DILocation(line: 50, scope: !4)
!15 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 31, type: !5, scopeLine: 31, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 31, scope: !15)
!17 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 0, scope: !17)
