; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i64 @"func[0]"(i64 %0, i64 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i64, ptr %2, align 8, !dbg !7
  %5 = load i64, ptr %3, align 8, !dbg !8
  %6 = icmp eq i64 %5, 0, !dbg !9
  br i1 %6, label %trap, label %8, !dbg !9

return:                                           ; preds = %12
  %7 = phi i64 [ %13, %12 ]
  ret i64 %7, !dbg !10

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x32 */", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

8:                                                ; preds = %start
  %9 = icmp eq i64 %4, -9223372036854775808, !dbg !9
  %10 = icmp eq i64 %5, -1, !dbg !9
  %11 = and i1 %9, %10, !dbg !9
  br i1 %11, label %trap1, label %12, !dbg !9

trap1:                                            ; preds = %8
  call void asm sideeffect "udf #4 /* 0x32 */", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

12:                                               ; preds = %8
  %13 = sdiv i64 %4, %5, !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i64 @"func[1]"(i64 %0, i64 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i64, ptr %2, align 8, !dbg !12
  %5 = load i64, ptr %3, align 8, !dbg !13
  %6 = icmp eq i64 %5, 0, !dbg !14
  br i1 %6, label %trap, label %8, !dbg !14

return:                                           ; preds = %8
  %7 = phi i64 [ %9, %8 ]
  ret i64 %7, !dbg !15

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x3a */", "~{memory}"() #1, !dbg !14
  unreachable, !dbg !14

8:                                                ; preds = %start
  %9 = urem i64 %4, %5, !dbg !14
  br label %return, !dbg !15
}

; Function Attrs: nounwind optsize
define i64 @m_div_s(i64 %0, i64 %1) #0 section ".text.m_div_s" !dbg !16 {
  %3 = call i64 @"func[0]"(i64 %0, i64 %1), !dbg !17
  ret i64 %3, !dbg !17
}

; Function Attrs: nounwind optsize
define i64 @m_rem_u(i64 %0, i64 %1) #0 section ".text.m_rem_u" !dbg !18 {
  %3 = call i64 @"func[1]"(i64 %0, i64 %1), !dbg !19
  ret i64 %3, !dbg !19
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !20 {
  ret void, !dbg !21
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "div_s", linkageName: "div_s", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 46, scope: !4)
!8 = !DILocation(line: 48, scope: !4)
!9 = !DILocation(line: 50, scope: !4)
!10 = !DILocation(line: 51, scope: !4)
!11 = distinct !DISubprogram(name: "rem_u", linkageName: "rem_u", scope: null, file: !3, line: 53, type: !5, scopeLine: 53, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 54, scope: !11)
!13 = !DILocation(line: 56, scope: !11)
!14 = !DILocation(line: 58, scope: !11)
!15 = !DILocation(line: 59, scope: !11)
!16 = distinct !DISubprogram(name: "m_div_s", linkageName: "m_div_s", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 45, scope: !16)
!18 = distinct !DISubprogram(name: "m_rem_u", linkageName: "m_rem_u", scope: null, file: !3, line: 53, type: !5, scopeLine: 53, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 53, scope: !18)
!20 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 0, scope: !20)
