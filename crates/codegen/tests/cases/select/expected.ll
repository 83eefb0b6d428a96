; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[0]" !dbg !4 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = icmp ne i32 %2, 0, !dbg !7
  %7 = select i1 %6, i32 %0, i32 %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %8 = phi i32 [ %7, %start ]
  ret i32 %8, !dbg !8
}

; Function Attrs: nounwind optsize
define internal double @"func[1]"(double %0, double %1, i32 %2) #0 section ".text.func[1]" !dbg !9 {
entry:
  %3 = alloca double, align 8
  %4 = alloca double, align 8
  %5 = alloca i32, align 4
  store double %0, ptr %3, align 8
  store double %1, ptr %4, align 8
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = icmp ne i32 %2, 0, !dbg !10
  %7 = select i1 %6, double %0, double %1, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %8 = phi double [ %7, %start ]
  ret double %8, !dbg !11
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1, i32 %2) #0 section ".text.m_f" !dbg !12 {
  %4 = call i32 @"func[0]"(i32 %0, i32 %1, i32 %2), !dbg !13
  ret i32 %4, !dbg !13
}

; Function Attrs: nounwind optsize
define double @m_g(double %0, double %1, i32 %2) #0 section ".text.m_g" !dbg !14 {
  %4 = call double @"func[1]"(double %0, double %1, i32 %2), !dbg !15
  ret double %4, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  ret void, !dbg !17
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 52, scope: !4)
!8 = !DILocation(line: 53, scope: !4)
!9 = distinct !DISubprogram(name: "g", linkageName: "g", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 62, scope: !9)
!11 = !DILocation(line: 63, scope: !9)
!12 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 45, scope: !12)
!14 = distinct !DISubprogram(name: "m_g", linkageName: "m_g", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 55, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
