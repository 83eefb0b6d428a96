; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@tail.next = internal global ptr null
@tail.callee = internal global ptr null
@tail.arguments = internal global [1 x i32] zeroinitializer
@tail.results = internal global [1 x i32] zeroinitializer
@funcref.0 = internal constant { ptr, i32, ptr } { ptr @a, i32 0, ptr @a }
@funcref.1 = internal constant { ptr, i32, ptr } { ptr @b, i32 0, ptr @b }
@table.0 = internal constant [4 x ptr] [ptr null, ptr @funcref.0, ptr @funcref.1, ptr null]

; Function Attrs: nounwind optsize
define internal i32 @a(i32 %0) #0 section ".text.a" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = add i32 %0, 1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @b(i32 %0) #0 section ".text.b" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = mul i32 %0, 2, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2].tail"(i32 %0, i32 %1) #0 section ".text.func[2].tail" !dbg !12 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !13
  %4 = load ptr, ptr @tail.next, align 4, !dbg !13
  %5 = icmp eq ptr %4, null, !dbg !13
  br i1 %5, label %done, label %left, !dbg !13

left:                                             ; preds = %2
  call void @tail.run(), !dbg !13
  %6 = load i32, ptr @tail.results, align 4, !dbg !13
  ret i32 %6, !dbg !13

done:                                             ; preds = %2
  ret i32 %3, !dbg !13
}

; Function Attrs: noinline nounwind optsize
define internal void @tail.run() #1 section ".text.tail.run" {
entry:
  br label %again

again:                                            ; preds = %again, %entry
  %0 = load ptr, ptr @tail.next, align 4
  store ptr null, ptr @tail.next, align 4
  call void %0()
  %1 = load ptr, ptr @tail.next, align 4
  %2 = icmp eq ptr %1, null
  br i1 %2, label %done, label %again

done:                                             ; preds = %again
  ret void
}

; Function Attrs: nounwind optsize
define internal void @tail.call.0() #0 section ".text.tail.call.0" {
  %1 = load i32, ptr @tail.arguments, align 4
  %2 = load ptr, ptr @tail.callee, align 4
  %3 = call i32 %2(i32 %1)
  store i32 %3, ptr @tail.results, align 4
  ret void
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !14 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp uge i32 %0, 4, !dbg !15
  br i1 %4, label %trap, label %5, !dbg !15

return:                                           ; No predecessors!
  unreachable, !dbg !16

trap:                                             ; preds = %start
  call void asm sideeffect "udf #8 /* 0x4c */", "~{memory}"() #2, !dbg !15
  unreachable, !dbg !15

5:                                                ; preds = %start
  %6 = getelementptr ptr, ptr @table.0, i32 %0, !dbg !15
  %7 = load ptr, ptr %6, align 4, !dbg !15
  %8 = icmp eq ptr %7, null, !dbg !15
  br i1 %8, label %trap1, label %9, !dbg !15

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #7 /* 0x4c */", "~{memory}"() #2, !dbg !15
  unreachable, !dbg !15

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw { ptr, i32, ptr }, ptr %7, i32 0, i32 1, !dbg !15
  %11 = load i32, ptr %10, align 4, !dbg !15
  %12 = icmp ne i32 %11, 0, !dbg !15
  br i1 %12, label %trap2, label %13, !dbg !15

trap2:                                            ; preds = %9
  call void asm sideeffect "udf #6 /* 0x4c */", "~{memory}"() #2, !dbg !15
  unreachable, !dbg !15

13:                                               ; preds = %9
  %14 = getelementptr inbounds nuw { ptr, i32, ptr }, ptr %7, i32 0, i32 2, !dbg !15
  %15 = load ptr, ptr %14, align 4, !dbg !15
  store i32 %1, ptr @tail.arguments, align 4, !dbg !15
  store ptr %15, ptr @tail.callee, align 4, !dbg !15
  store ptr @tail.call.0, ptr @tail.next, align 4, !dbg !15
  ret i32 0, !dbg !15
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !17 {
  store ptr null, ptr @tail.next, align 4, !dbg !18
  %3 = call i32 @"func[2].tail"(i32 %0, i32 %1), !dbg !18
  ret i32 %3, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  store ptr null, ptr @tail.next, align 4, !dbg !20
  ret void, !dbg !20
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "a", linkageName: "a", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 60, scope: !4)
!8 = !DILocation(line: 61, scope: !4)
!9 = distinct !DISubprogram(name: "b", linkageName: "b", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 68, scope: !9)
!11 = !DILocation(line: 69, scope: !9)
!12 = distinct !DISubprogram(name: "func[2].tail", linkageName: "func[2].tail", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 71, scope: !12)
!14 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 76, scope: !14)
!16 = !DILocation(line: 79, scope: !14)
!17 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 71, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
