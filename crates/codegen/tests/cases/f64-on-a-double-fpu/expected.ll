; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal double @"func[0]"(double %0, double %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !7
  %5 = load double, ptr %3, align 8, !dbg !8
  %6 = fadd double %4, %5, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !10
}

; Function Attrs: nounwind optsize
define internal double @"func[1]"(double %0, double %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !12
  %5 = load double, ptr %3, align 8, !dbg !13
  %6 = fmul double %4, %5, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !15
}

; Function Attrs: nounwind optsize
define internal double @"func[2]"(double %0, double %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !17
  %5 = load double, ptr %3, align 8, !dbg !18
  %6 = fdiv double %4, %5, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !20
}

; Function Attrs: nounwind optsize
define internal double @"func[3]"(double %0) #0 section ".text.func[3]" !dbg !21 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = load double, ptr %1, align 8, !dbg !22
  %3 = call i32 asm "", "=r,0"(i32 1072693248), !dbg !23
  %4 = zext i32 %3 to i64, !dbg !23
  %5 = shl i64 %4, 32, !dbg !23
  %6 = bitcast i64 %5 to double, !dbg !23
  %7 = fmul double %2, %6, !dbg !23
  br label %return, !dbg !24

return:                                           ; preds = %start
  %8 = phi double [ %7, %start ]
  ret double %8, !dbg !24
}

; Function Attrs: nounwind optsize
define double @m_add(double %0, double %1) #0 section ".text.m_add" !dbg !25 {
  %3 = call double @"func[0]"(double %0, double %1), !dbg !26
  ret double %3, !dbg !26
}

; Function Attrs: nounwind optsize
define double @m_mul(double %0, double %1) #0 section ".text.m_mul" !dbg !27 {
  %3 = call double @"func[1]"(double %0, double %1), !dbg !28
  ret double %3, !dbg !28
}

; Function Attrs: nounwind optsize
define double @m_div(double %0, double %1) #0 section ".text.m_div" !dbg !29 {
  %3 = call double @"func[2]"(double %0, double %1), !dbg !30
  ret double %3, !dbg !30
}

; Function Attrs: nounwind optsize
define double @m_quiet(double %0) #0 section ".text.m_quiet" !dbg !31 {
  %2 = call double @"func[3]"(double %0), !dbg !32
  ret double %2, !dbg !32
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !33 {
  ret void, !dbg !34
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 62, type: !5, scopeLine: 62, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 63, scope: !4)
!8 = !DILocation(line: 65, scope: !4)
!9 = !DILocation(line: 67, scope: !4)
!10 = !DILocation(line: 68, scope: !4)
!11 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 70, type: !5, scopeLine: 70, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 71, scope: !11)
!13 = !DILocation(line: 73, scope: !11)
!14 = !DILocation(line: 75, scope: !11)
!15 = !DILocation(line: 76, scope: !11)
!16 = distinct !DISubprogram(name: "div", linkageName: "div", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 79, scope: !16)
!18 = !DILocation(line: 81, scope: !16)
!19 = !DILocation(line: 83, scope: !16)
!20 = !DILocation(line: 84, scope: !16)
!21 = distinct !DISubprogram(name: "quiet", linkageName: "quiet", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 87, scope: !21)
!23 = !DILocation(line: 98, scope: !21)
!24 = !DILocation(line: 99, scope: !21)
!25 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 62, type: !5, scopeLine: 62, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 62, scope: !25)
!27 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 70, type: !5, scopeLine: 70, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 70, scope: !27)
!29 = distinct !DISubprogram(name: "m_div", linkageName: "m_div", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 78, scope: !29)
!31 = distinct !DISubprogram(name: "m_quiet", linkageName: "m_quiet", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 86, scope: !31)
!33 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!34 = !DILocation(line: 0, scope: !33)
