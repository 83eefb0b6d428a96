; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal double @"func[0]"(double %0, double %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca double, align 8
  %3 = alloca double, align 8
  store double %0, ptr %2, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = fadd double %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi double [ %4, %start ]
  ret double %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal double @"func[1]"(double %0, double %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca double, align 8
  %3 = alloca double, align 8
  store double %0, ptr %2, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = fmul double %0, %1, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi double [ %4, %start ]
  ret double %5, !dbg !11
}

; Function Attrs: nounwind optsize
define internal double @"func[2]"(double %0, double %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca double, align 8
  %3 = alloca double, align 8
  store double %0, ptr %2, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = fdiv double %0, %1, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %5 = phi double [ %4, %start ]
  ret double %5, !dbg !14
}

; Function Attrs: nounwind optsize
define internal double @"func[3]"(double %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca double, align 8
  store double %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 asm "", "=r,0"(i32 1072693248), !dbg !16
  %3 = zext i32 %2 to i64, !dbg !16
  %4 = shl i64 %3, 32, !dbg !16
  %5 = bitcast i64 %4 to double, !dbg !16
  %6 = fmul double %0, %5, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !17
}

; Function Attrs: nounwind optsize
define double @m_add(double %0, double %1) #0 section ".text.m_add" !dbg !18 {
  %3 = call double @"func[0]"(double %0, double %1), !dbg !19
  ret double %3, !dbg !19
}

; Function Attrs: nounwind optsize
define double @m_mul(double %0, double %1) #0 section ".text.m_mul" !dbg !20 {
  %3 = call double @"func[1]"(double %0, double %1), !dbg !21
  ret double %3, !dbg !21
}

; Function Attrs: nounwind optsize
define double @m_div(double %0, double %1) #0 section ".text.m_div" !dbg !22 {
  %3 = call double @"func[2]"(double %0, double %1), !dbg !23
  ret double %3, !dbg !23
}

; Function Attrs: nounwind optsize
define double @m_quiet(double %0) #0 section ".text.m_quiet" !dbg !24 {
  %2 = call double @"func[3]"(double %0), !dbg !25
  ret double %2, !dbg !25
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !26 {
  ret void, !dbg !27
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
!7 = !DILocation(line: 67, scope: !4)
!8 = !DILocation(line: 68, scope: !4)
!9 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 70, type: !5, scopeLine: 70, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 75, scope: !9)
!11 = !DILocation(line: 76, scope: !9)
!12 = distinct !DISubprogram(name: "div", linkageName: "div", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 83, scope: !12)
!14 = !DILocation(line: 84, scope: !12)
!15 = distinct !DISubprogram(name: "quiet", linkageName: "quiet", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 98, scope: !15)
!17 = !DILocation(line: 99, scope: !15)
!18 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 62, type: !5, scopeLine: 62, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 62, scope: !18)
!20 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 70, type: !5, scopeLine: 70, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 70, scope: !20)
!22 = distinct !DISubprogram(name: "m_div", linkageName: "m_div", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 78, scope: !22)
!24 = distinct !DISubprogram(name: "m_quiet", linkageName: "m_quiet", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 86, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 0, scope: !26)
